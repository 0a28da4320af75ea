import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { LinkForm } from "@/components/account/entry/link-form";
import { KeyLink } from "@/components/ui/key-link";
import { readLink } from "@/lib/accounts/links/links";
import { signInFaults } from "../../sign-in-faults";
import { confirmNewEmail } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("entry.email"))("title"), referrer: "no-referrer" };
}

/** Looking at the page changes nothing: a mail program may have looked first. */
export default async function NewEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("entry.email");
  const link = await readLink(token, "email");
  if (!link?.email) {
    const over = await getTranslations("entry.over");
    return (
      <EntryPage title={over("title")}>
        <p className="text-ink-2">{t("over")}</p>
        <KeyLink href="/account" variant="accent" className="min-h-12" plainLink>
          {t("account")}
        </KeyLink>
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t("title")}>
      <p className="text-ink-2">{t("text", { email: link.email })}</p>
      <LinkForm
        action={confirmNewEmail}
        token={token}
        texts={{ submit: t("submit"), done: t("done"), signIn: t("onwards") }}
        faults={{ ...(await signInFaults()), "link-over": t("over") }}
      />
    </EntryPage>
  );
}
