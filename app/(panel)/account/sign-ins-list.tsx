import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { OwnTime } from "@/components/account/own-time";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Badge } from "@/components/ui/state";
import { deviceName } from "@/lib/accounts/device-name";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import {
  type OwnSignIn,
  readSafetyChanges,
  readSignIns,
  type SafetyChange,
  SIGN_INS_A_PAGE,
  sinceSignIns,
} from "@/lib/accounts/sessions/sign-ins";
import { signInOf, type Viewer } from "@/lib/accounts/sessions/viewer";
import { failedSignInsOf } from "@/lib/accounts/sign-in/failed-sign-ins";
import { SIGN_IN_DAYS } from "@/lib/db/sign-in-schema";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { notificationText } from "@/lib/notifications/notification-text";
import { providerView } from "@/lib/provider/settings";
import { endOtherSessions, endSession } from "./actions";

interface SignInsQuery {
  show: "changes" | null;
  page: number;
}

/** Where an account was signed in and what ends it, or what changed about its safety. */
export const signInsList = defineList({
  id: "sign-ins",
  path: "/account#sessions",
  title: async () => (await getTranslations("account.part"))("sessions"),
  viewer: requireViewer,
  parse: (search: SearchParams): SignInsQuery => ({
    show: one(search.show) === "changes" ? "changes" : null,
    page: pageOf(search.page),
  }),
  chosen: ({ show }) => ({ show }),
  async read({ query: { show, page }, viewer }): Promise<ListView<OwnSignIn | SafetyChange>> {
    // Through other eyes nothing of a person's own is shown.
    if (viewer.view) {
      notFound();
    }
    const t = await getTranslations("account.sign-ins");
    const account = await getTranslations("account");
    const view = show === "changes" ? await changesView(viewer, page) : await signInsView(viewer, page);
    return {
      ...(view as ListView<OwnSignIn | SafetyChange>),
      rowKey: ({ id }) => id,
      segments: {
        name: "show",
        label: t("show"),
        isSource: true,
        items: [
          { value: null, label: account("part.sessions") },
          { value: "changes", label: t("changes") },
        ],
      },
      empty: { title: t("none", { days: SIGN_IN_DAYS }) },
    };
  },
});

type View<Row> = Omit<ListView<Row>, "rowKey" | "empty">;

async function signInsView(viewer: Viewer, page: number): Promise<View<OwnSignIn>> {
  const [w, t, session, { signIns, total }, failed] = await Promise.all([
    getTranslations("words"),
    getTranslations("account.sign-ins"),
    getTranslations("account.sessions"),
    readSignIns(signInOf(viewer), page),
    failedSignInsOf(signInOf(viewer), sinceSignIns()),
  ]);
  const { timeZone: zone, sessionId } = viewer;
  const nameOf = ({ userAgent }: OwnSignIn) => {
    const name = deviceName(userAgent);
    return name ? w("deviceOn", name) : w("unknownDevice");
  };
  const hasOthers = signIns.some(({ isLive, id }) => isLive && id !== sessionId);
  return {
    rows: signIns,
    rowData: ({ id, isLive }) => ({ "data-sign-in": id, "data-live": String(isLive) }),
    columns: [
      {
        name: t("column.device"),
        phone: "title",
        cell: (row) => (
          <span className="flex flex-wrap items-center gap-2">
            {nameOf(row)}
            {row.id === sessionId ? (
              <Badge tone="grey">{w("thisDevice")}</Badge>
            ) : row.isLive ? (
              <Badge>{t("active")}</Badge>
            ) : null}
          </span>
        ),
      },
      {
        name: t("column.way"),
        phone: "sub",
        width: "w-[28%]",
        cell: ({ way, secondFactor }) =>
          way === null
            ? t("way.unknown")
            : secondFactor && way !== "passkey"
              ? t("secondFactor", { way: t(`way.${way}`) })
              : t(`way.${way}`),
      },
      // None is known behind a proxy that the panel wasn't told of.
      ...(signIns.some(({ address }) => address)
        ? [
            {
              name: w("network"),
              phone: "also" as const,
              width: "w-[18%]",
              cell: ({ address }: OwnSignIn) => address,
            },
          ]
        : []),
      {
        name: t("column.when"),
        phone: "meta",
        width: "w-[18%]",
        cell: ({ at }) => <OwnTime iso={at} zone={zone} brief />,
      },
      {
        name: session("endOne"),
        unnamed: true,
        phone: "end",
        width: "w-20",
        align: "right",
        cell: (row) =>
          row.isLive && row.id !== sessionId ? (
            <Form action={endSession} hidden={{ sessionId: row.id }}>
              <SubmitButton
                aria-label={session("endNamed", {
                  device: [nameOf(row), row.address].filter(Boolean).join(" · "),
                })}
              >
                {session("endOne")}
              </SubmitButton>
            </Form>
          ) : null,
      },
    ],
    actions: hasOthers ? (
      <Form action={endOtherSessions}>
        <SubmitButton variant="ghost" tone="bad">
          {session("endOthers")}
        </SubmitButton>
      </Form>
    ) : null,
    page: { at: page, size: SIGN_INS_A_PAGE, total },
    foot: failed ? (
      <span>
        {t.rich(failed.lastAddress ? "failedFrom" : "failed", {
          ...{ count: failed.count, days: SIGN_IN_DAYS, network: failed.lastAddress ?? "" },
          time: () => <OwnTime iso={failed.lastAt} zone={zone} brief />,
        })}
      </span>
    ) : null,
  };
}

async function changesView(viewer: Viewer, page: number): Promise<View<SafetyChange>> {
  const [w, t, locale, provider, { changes, total }] = await Promise.all([
    getTranslations("words"),
    getTranslations("account.sign-ins"),
    getLocale(),
    providerView(),
    readSafetyChanges(signInOf(viewer), page),
  ]);
  const textOf = ({ kind, data }: SafetyChange) =>
    kind === "email-changed"
      ? t("emailChanged")
      : notificationText(locale, { kind, data, host: null }, provider.name);
  return {
    rows: changes,
    columns: [
      { name: w("change"), phone: "title", className: "whitespace-normal", cell: textOf },
      {
        name: w("time"),
        phone: "meta",
        width: "w-[24%]",
        cell: ({ at }) => <OwnTime iso={at} zone={viewer.timeZone} brief />,
      },
    ],
    page: { at: page, size: SIGN_INS_A_PAGE, total },
  };
}
