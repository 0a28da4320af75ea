import { createHash, timingSafeEqual } from "node:crypto";
import { openRoute } from "@/lib/actions/read-route";
import { config } from "@/lib/config";
import { renderMetrics } from "@/lib/fleet/panel-metrics";
import { metrics } from "@/lib/metrics/instruments";
import { onceASecond } from "@/lib/process/once-a-second";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const refuse = (status: 401 | 404, error: string): Response =>
  Response.json({ error }, { status, headers: status === 401 ? { "www-authenticate": "Bearer" } : {} });

/** For Prometheus: by bearer `METRICS_TOKEN` alone, and not there without the setting. */
export const GET = openRoute(async ({ request }) => {
  const { metricsToken } = config();
  if (!metricsToken) {
    return refuse(404, "not-found");
  }
  const [, given = ""] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!timingSafeEqual(digest(given), digest(metricsToken))) {
    return refuse(401, "wrong-token");
  }
  const text = await onceASecond("metrics", renderMetrics);
  return new Response(text, { headers: { "content-type": metrics().registry.contentType } });
});
