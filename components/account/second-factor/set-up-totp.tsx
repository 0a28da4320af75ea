import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { CopyLine } from "@/components/ui/well";
import "@/components/ui/well.css";

/** What an authenticator app reads: the secret as a code to scan, and as text to type. */
export interface TotpSetUp {
  /** An SVG path on a square of `size` units. */
  qr: { path: string; size: number };
  secret: string;
}

function TotpSecret({ qr, secret }: TotpSetUp) {
  const t = useTranslations("second-factor.totp");
  return (
    <>
      {/* Dark on white in either theme: apps read it so. */}
      <svg
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        className="w-52 max-w-full rounded-lg bg-white"
        role="img"
        aria-label={t("qr")}
        shapeRendering="crispEdges"
      >
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="grid gap-2">
        <small>{t("type")}</small>
        <CopyLine
          value={secret.replace(/(.{4})(?=.)/g, "$1 ")}
          copyLabel={t("copyLabel")}
          copied={t("copied")}
          copyText={t("copy")}
        />
      </div>
    </>
  );
}

interface TotpCardProps {
  waiting: TotpSetUp | null;
  /** As in `SetUp`. */
  wide: true | undefined;
  startTotp: FormAction;
  /** The form for the first code. */
  children: ReactNode;
}

/** First the wish, then the secret and its first code. */
export function TotpCard({ waiting, wide, startTotp, children }: TotpCardProps) {
  const t = useTranslations("second-factor");
  return (
    <section className={`grid gap-4 ${wide ? "justify-items-start" : ""}`}>
      <div>
        <h3 className="text-base">{t("totp.title")}</h3>
        <p className="text-ink-2">{t(waiting ? "totp.scan" : "totp.text")}</p>
      </div>
      {waiting ? (
        <>
          <TotpSecret {...waiting} />
          {children}
        </>
      ) : (
        <Form action={startTotp}>
          <SubmitKey variant="accent" icon="phone" className={wide ? undefined : "min-h-12 w-full"}>
            {t("totp.start")}
          </SubmitKey>
        </Form>
      )}
    </section>
  );
}
