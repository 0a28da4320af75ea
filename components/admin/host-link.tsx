import { Link } from "@/components/ui/link";

/** A host by its name and number; the staff's page about it. */
export function HostLink({ vmId, name }: { vmId: string; name: string | null }) {
  return (
    <span>
      <Link href={`/admin/hosts/${vmId}`} className="text-ink no-underline hover:underline">
        {name ?? vmId}
      </Link>
      {name === null ? null : <span className="ml-1.5 text-12 text-ink-3">{vmId}</span>}
    </span>
  );
}
