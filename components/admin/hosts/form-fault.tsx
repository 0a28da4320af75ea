import { faultText } from "@/components/ui/form/fault-text";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import type { ActionResult } from "@/lib/action-result";

export interface FormTexts {
  /** A sentence by reason or code. */
  faults: Record<string, string>;
  /** What each field is called. */
  fields: Record<string, string>;
}

/** Why nothing came of it, in RStack's own words where it said some. */
export function FormFault({
  result,
  texts: { faults, fields },
}: {
  result: ActionResult | null;
  texts: FormTexts;
}) {
  const gap = useGap();
  if (!result || result.ok) {
    return null;
  }
  const wrong = Object.keys(result.fields ?? {})
    .map((name) => fields[name] ?? name)
    .join(", ");
  const said = result.said ?? result.operation?.refusal ?? null;
  return (
    <NoticeLine tone="alert" role="alert">
      {[faultText(result, faults), said && `“${said}”`, wrong].filter(Boolean).join(gap)}
    </NoticeLine>
  );
}
