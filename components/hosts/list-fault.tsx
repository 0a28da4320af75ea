import { useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ListProblem } from "@/lib/hosts/list-problem";

/** What to say of a list that can't be shown. */
export function useListProblem(): (problem: ListProblem) => string {
  const t = useTranslations("host.listProblem");
  return (problem) =>
    t(problem.kind, {
      text: problem.kind === "refused" ? problem.text : "",
      what: problem.kind === "unreadable" ? problem.what : "",
    });
}

/** The server is checking an empty list that is in doubt: asks for the page again until that is settled. */
export function LookAgain({ problems }: { problems: (ListProblem | null)[] }) {
  return problems.some((problem) => problem?.kind === "unconfirmed") ? <RefreshWhile slower /> : null;
}

/** A list that could not be read: not the same as an empty one. */
export function ListFault({ problem }: { problem: ListProblem }) {
  const w = useTranslations("words");
  return (
    <>
      <NoticeLine tone="alert">{useListProblem()(problem)}</NoticeLine>
      {/* A whole load: it works without JavaScript, and asks anew whatever is kept. */}
      <ButtonLink href="?" plainLink icon="again" className="mt-4">
        {w("tryAgain")}
      </ButtonLink>
    </>
  );
}
