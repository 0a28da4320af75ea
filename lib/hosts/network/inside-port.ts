/** What customers most often open, as one tap each. */
export const COMMON_SERVICES = [
  { name: "RDP", port: 3389 },
  { name: "SSH", port: 22 },
  { name: "HTTP", port: 80 },
  { name: "HTTPS", port: 443 },
  { name: "MySQL", port: 3306 },
] as const;

/** Known by their number, beside the common ones. */
const MORE_SERVICES = [
  { name: "FTP", port: 21 },
  { name: "SMTP", port: 25 },
  { name: "DNS", port: 53 },
  { name: "SQL Server", port: 1433 },
  { name: "PostgreSQL", port: 5432 },
  { name: "Redis", port: 6379 },
  { name: "HTTP", port: 8080 },
  { name: "HTTPS", port: 8443 },
] as const;

export const serviceOf = (port: number | null): string | null =>
  [...COMMON_SERVICES, ...MORE_SERVICES].find((service) => service.port === port)?.name ?? null;

/** 1 to 65535 in plain ASCII digits without a leading zero; null for anything else (`1e4`, `080`, `８０`). */
export function parsePort(text: string): number | null {
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : null;
  return port !== null && port <= 65_535 ? port : null;
}
