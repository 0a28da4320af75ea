/** What an entry tells beside its subject: a name and a value each, as they were sent. */
export function AuditFacts({ detail, subject }: { detail: string; subject: string | null }) {
  return factsOf(detail)
    .filter(([, value]) => value !== "" && value !== subject)
    .map(([name, value]) => (
      <small key={name}>
        {name}: {value}
      </small>
    ));
}

function factsOf(detail: string): [string, string][] {
  const told: unknown = JSON.parse(detail);
  const entries = typeof told === "object" && told !== null ? Object.entries(told) : [];
  return entries.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}
