import { Link } from "@/components/ui/link";

/** A host by its name and number; the staff's page about it. */
export function HostLink({ vmId, name }: { vmId: string; name: string | null }) {
  return (
    <span>
      <Link href={`/admin/hosts/${vmId}`}>{name ?? vmId}</Link>{" "}
      {name === null ? null : <small className="mono">{vmId}</small>}
    </span>
  );
}
