/** Step: serve the published snapshot, and archived pages as evidence behind it. */
import { startDashboard, type Dashboard } from '../../dashboards/server.ts'
import type { Context } from '../context.ts'
import { dashboardSources } from '../serving/options.ts'
import { openReviewDesk, type ReviewBy } from '../serving/review-desk.ts'

/**
 * Starts the dashboard on the workspace's published snapshot; a newer one is picked up without a restart. It only reads
 * unless a reviewing person is named.
 */
export async function serveWorkspace(
  context: Context,
  listen: { host: string; port: number },
  by: ReviewBy = { reviewer: null, reviewerHeader: null },
): Promise<Dashboard> {
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
