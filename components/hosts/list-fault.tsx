import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ListProblem } from "@/lib/hosts/list-problem";

interface ListFaultProps {
  problem: ListProblem;
  noAnswer: string;
  /** For lists whose emptiness may be doubted. */
  unconfirmed?: string;
  refused: (text: string) => string;
  retry: string;
}

/** A list that could not be read: not the same as an empty one. */
export function ListFault({ problem, noAnswer, unconfirmed, refused, retry }: ListFaultProps) {
  const why = problem.kind === "unconfirmed" && unconfirmed ? unconfirmed : noAnswer;
  return (
    <>
      <NoticeLine tone="alert">{problem.kind === "refused" ? refused(problem.text) : why}</NoticeLine>
      {/* A whole load: it works without JavaScript, and asks anew whatever is kept. */}
      <KeyLink href="?" plainLink icon="restart" className="mt-4">
        {retry}
      </KeyLink>
    </>
  );
}
