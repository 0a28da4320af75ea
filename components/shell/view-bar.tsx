import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import type { View } from "@/lib/accounts/sessions/viewer";
import { AllowChanges, type ViewProof } from "./allow-changes";
import { MinutesLeft } from "./minutes-left";

export interface ViewActions {
  endView: FormAction;
  allowChanges: FormAction;
  askPasskeyAgain: FormAction;
  allowChangesByPasskey: FormAction;
}

interface ViewBarProps {
  view: View;
  /** How changes are allowed; null where this role may not. */
  proof: ViewProof | null;
  /** In ms. */
  now: number;
  actions: ViewActions;
}

/** Says on every page whose eyes these are. It can't be closed. */
export function ViewBar({ view, proof, now, actions }: ViewBarProps) {
  const t = useTranslations("view");
  const w = useTranslations("words");
  return (
    <section
      className="view-bar sticky top-0 z-40 flex h-(--top) items-center gap-2 bg-ink px-4 text-13 text-ground md:gap-3"
      aria-label={w("viewingAsCustomer")}
    >
      <Icon name="eye" className="max-md:hidden" />
      <p className="flex min-w-0 flex-1 items-center gap-x-3 max-md:flex-col max-md:items-start">
        <b className="max-w-full shrink-0 truncate">{t.rich("sees", { name: () => view.customerName })}</b>
        <span className="min-w-0 truncate opacity-80 max-md:hidden" title={view.reason}>
          {view.reason}
        </span>
        <span className="max-w-full shrink-0 truncate opacity-80 max-md:text-12 md:ml-auto">
          {view.changes ? w("changesAllowed") : w("readOnly")} ·{" "}
          <MinutesLeft until={view.until} now={now} text={t("left", { minutes: "#" })} />
        </span>
      </p>
      {proof && !view.changes ? <AllowChanges view={view} proof={proof} actions={actions} /> : null}
      <EndView action={actions.endView} userId={view.userId} />
    </section>
  );
}

interface EndViewProps {
  action: FormAction;
  userId: string;
  /** In a page of its own, beside the bar's key: where it leads. */
  text?: string;
}

/** Back to the customer's page among the staff's, by a whole page load. */
export function EndView({ action, userId, text }: EndViewProps) {
  const w = useTranslations("words");
  return (
    <Form action={action} leaveTo={`/admin/customers/${encodeURIComponent(userId)}`}>
      {text ? (
        <SubmitButton variant="primary">{text}</SubmitButton>
      ) : (
        <SubmitButton variant="inverse">{w("endView")}</SubmitButton>
      )}
    </Form>
  );
}
