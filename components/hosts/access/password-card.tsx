import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { UsernameField } from "@/components/ui/form/username-field";
import { hostPasswordFault, isWindowsUser } from "@/lib/hosts/access/host-password";
import { Card } from "../../ui/card";
import { FormProblem } from "../network/form-problem";
import { useBlockedWhy } from "../network/use-blocked-why";
import { useHostOperation } from "../operate/use-host-operation";
import { NewPasswordField } from "./new-password-field";
import { ShownPassword } from "./shown-password";
import { useSentPassword } from "./use-sent-password";

/** The password is made or typed here, sent once, and shown once: it is in this page's memory alone. */
export function PasswordCard() {
  const t = useTranslations("access.password");
  const operation = useHostOperation();
  const { host, form, result } = operation;
  const [password, setPassword] = useState("");
  const [user, setUser] = useState("");
  const { sent, send, forget } = useSentPassword(operation);
  const why = useBlockedWhy(operation, "reset-password");
  const { family } = host.system;
  const windows = family === "windows";
  const badUser = user !== "" && !isWindowsUser(user);
  const fault = hostPasswordFault(password, user || null);
  const off = why.off || fault !== null || badUser;
  const settled = sent !== null && sent.state !== "in-progress";
  useEffect(() => {
    if (settled) {
      setPassword("");
      setUser("");
    }
  }, [settled]);
  return (
    <Card title={t("title")}>
      <p className="mb-4 max-w-[62ch] text-ink-2">
        {t("text", { os: windows || family === "unknown" ? "other" : "linux" })}
      </p>
      {sent ? <ShownPassword sent={sent} forget={forget} /> : null}
      <AnswerForm
        {...form("reset-password")}
        className="access-form"
        onSubmit={() => send({ password, user })}
      >
        {windows ? null : <UsernameField value="root" />}
        <NewPasswordField password={password} onChange={setPassword} fault={password === "" ? null : fault} />
        {windows ? (
          <TextField
            label={t("user")}
            name="user"
            value={user}
            onChange={(event) => setUser(event.target.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            hint={t("userHint")}
            error={badUser ? t("userFault") : undefined}
          />
        ) : null}
        <div>
          <SubmitKey variant="accent" aria-disabled={off || undefined} aria-describedby={why.id}>
            {t("submit")}
          </SubmitKey>
          {why.line}
        </div>
        <FormProblem result={result} />
      </AnswerForm>
    </Card>
  );
}
