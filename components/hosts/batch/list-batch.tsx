import type { FormAction } from "@/components/ui/form/answered";
import type { BatchLimits } from "@/lib/hosts/batch/batch-view";
import type { HostView } from "@/lib/hosts/host-view";
import { inProgressOf } from "../host-look";
import type { Picking } from "../list/picking";
import BatchArea from "./batch-area";
import type { BatchFormAction, BatchTarget } from "./batch-target";
import { TagKey } from "./tag-key";

interface ListBatchProps {
  hosts: HostView[];
  /** Those that filter and search leave. */
  matching: HostView[];
  picked: ReadonlySet<string>;
  pick: Picking;
  action: BatchFormAction;
  limits: BatchLimits;
  masterDownSince: string | null;
  /** Null where nothing is kept for whoever looks. */
  tag: FormAction | null;
}

/** What the customer's list offers for the hosts that are selected, also for those that a filter hides by now. */
export default function ListBatch(props: ListBatchProps) {
  const { hosts, matching, picked, pick, masterDownSince, tag, ...rest } = props;
  const selected = hosts.filter(({ id }) => picked.has(id));
  // A tag is for one's own hosts alone.
  const own = hosts.filter(({ guest }) => !guest);
  const ownSelected = own.filter(({ id }) => picked.has(id));
  return (
    <BatchArea
      {...rest}
      more={tag && ownSelected.length > 0 ? <TagKey hosts={own} selected={ownSelected} action={tag} /> : null}
      selected={selected.map(targetOf)}
      inView={matching.length}
      blocked={masterDownSince ? "master-down" : null}
      selectAll={() =>
        pick(
          matching.map(({ id }) => id),
          true,
        )
      }
      clear={() => pick(null, false)}
    />
  );
}

const targetOf = (host: HostView): BatchTarget => ({
  id: host.id,
  name: host.name,
  state: host.state === "unknown" && host.stateAsOf === null ? null : host.state,
  protected: host.protected,
  guest: host.guest,
  operation: inProgressOf(host),
});
