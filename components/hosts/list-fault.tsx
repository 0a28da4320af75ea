import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ListProblem } from "@/lib/hosts/list-problem";

/** What to say of each problem. */
interface FaultTexts {
  noAnswer: string;
  /** For lists whose emptiness may be doubted. */
  unconfirmed?: string;
  refused: (text: string) => string;
  /** Which list it is, what still works, and `what` to quote to support. */
  unreadable: (what: string) => string;
}

export function faultText(problem: ListProblem, texts: FaultTexts): string {
  switch (problem.kind) {
    case "refused":
      return texts.refused(problem.text);
    case "unreadable":
      return texts.unreadable(problem.what);
    case "unconfirmed":
      return texts.unconfirmed ?? texts.noAnswer;
    default:
      return texts.noAnswer;
  }
}

/** The server is checking an empty list that is in doubt: asks for the page again until that is settled. */
export function LookAgain({ problems }: { problems: (ListProblem | null)[] }) {
  return problems.some((problem) => problem?.kind === "unconfirmed") ? <RefreshWhile slower /> : null;
}

interface ListFaultProps extends FaultTexts {
  problem: ListProblem;
  retry: string;
}

/** A list that could not be read: not the same as an empty one. */
export function ListFault({ problem, retry, ...texts }: ListFaultProps) {
  return (
    <>
      <NoticeLine tone="alert">{faultText(problem, texts)}</NoticeLine>
      {/* A whole load: it works without JavaScript, and asks anew whatever is kept. */}
      <ButtonLink href="?" plainLink icon="again" className="mt-4">
        {retry}
      </ButtonLink>
    </>
  );
}
