/** Step: serve the published snapshot, and archived pages as evidence behind it. */
import { startDashboard, type Dashboard } from '../../dashboards/server.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { dashboardSources } from '../serving/options.ts'
import { openReviewDesk, type ReviewBy } from '../serving/review-desk.ts'

const loopback = /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/u

/**
 * Starts the dashboard on the workspace's published snapshot; a newer one is picked up without a restart. It only reads
 * unless a reviewing person is named. Stops with `usage` where everyone who reaches the address would be that person.
 */
export async function serveWorkspace(
  context: Context,
  listen: { host: string; port: number },
  by: ReviewBy = { reviewer: null, reviewerHeader: null },
): Promise<Dashboard> {
  if (by.reviewer !== null && !loopback.test(listen.host))
    throw new Stop(
      'usage',
      `--reviewer 只能与本机地址（127.0.0.1）同用：在 ${listen.host} 上，任何能打开看板的人都会以“${by.reviewer}”的名义记录。请改用 --reviewer-header，由反向代理署名。`,
    )
  const sources = dashboardSources(context)
  const review = openReviewDesk(context, by)
  const dashboard = await startDashboard({
    ...sources.options,
    ...listen,
    ...(review === null ? {} : { review }),
  })
  return {
    ...dashboard,
    close: async () => {
      await dashboard.close()
      await sources.close()
    },
  }
}
