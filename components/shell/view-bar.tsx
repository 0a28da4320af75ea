import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
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
  return (
    <section className="view-bar" aria-label={t("label")}>
      <ul>
        <li>
          <Icon name="person" />
          <b>{t.rich("sees", { name: () => view.customerName })}</b>
        </li>
        <li>{view.reason}</li>
        <li>
          <Icon name={view.changes ? "pencil" : "padlock"} small />
          {view.changes ? t("changes") : t("readOnly")}
        </li>
        <li>
          <Icon name="clock" small />
          <MinutesLeft until={view.until} now={now} text={t("left", { minutes: "#" })} />
        </li>
      </ul>
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
  const t = useTranslations("view");
  return (
    <Form action={action} leaveTo={`/admin/customers/${encodeURIComponent(userId)}`}>
      {text ? (
        <SubmitKey variant="accent">{text}</SubmitKey>
      ) : (
        <SubmitKey className="key-end">{t("endView")}</SubmitKey>
      )}
    </Form>
  );
}
