import { Glyph } from "@/components/ui/glyph";
import { Icon } from "@/components/ui/icon";
import { isMoot } from "@/lib/operations/block-reasons";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";

/** How an operation went, as a small mark before its line. */
export function OperationMark({ operation }: { operation: OperationView }) {
  const { outcome } = operation;
  if (isInProgress(outcome)) {
    return (
      <span className="tone-busy">
        <Glyph shape="arc" small toned />
      </span>
    );
  }
  if (outcome === "done") {
    return <Icon name="check" small />;
  }
  return outcome === "unconfirmed" || outcome === "superseded" || isMoot(operation) ? (
    <span className="tone-off">
      <Glyph shape="dashes" small toned />
    </span>
  ) : (
    <span className="text-bad-ink">
      <Icon name="cross" small />
    </span>
  );
}
