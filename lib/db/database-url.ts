import type { DatabaseTarget } from "./connection";

/** As `DATABASE_URL` has it, for a process of its own. */
export function urlOf(target: DatabaseTarget): string {
  if ("connectionString" in target) {
    return target.connectionString;
  }
  const isSocket = target.host.startsWith("/");
  const place = isSocket ? "localhost" : `${target.host}:${target.port}`;
  const url = new URL(`postgresql://${place}/${target.database}`);
  url.username = encodeURIComponent(target.user);
  url.password = encodeURIComponent(target.password);
  if (isSocket) {
    url.searchParams.set("host", target.host);
    url.searchParams.set("port", String(target.port));
  }
  return url.href;
}
