"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Link } from "@/components/ui/link";
import type { ListProblem } from "@/lib/hosts/list-problem";
import { isFull } from "@/lib/hosts/snapshots/snapshot-quota";
import type { SnapshotsGlance } from "@/lib/hosts/snapshots/snapshots-view";
import { isHeld } from "@/lib/operations/host-states";
import { Card } from "../../ui/card";
import { LookAgain } from "../list-fault";
import { OperationProblem } from "../operate/operation-problem";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { CREATE_SNAPSHOT, snapshotInProgress } from "../snapshots/in-progress";
import { Slots } from "../snapshots/slots";
import { useUsed } from "../snapshots/use-used";
import { useTimes } from "../time/use-times";

interface SnapshotsCardProps {
  /** Null while the list is on its way. */
  glance: SnapshotsGlance | null;
  /** The server did not wait for the list: the page is drawn anew once it has likely come. */
  late?: boolean;
}

const WHY_NOT = {
  "no-answer": "noAnswer",
  unconfirmed: "unconfirmed",
  refused: "refused",
  unreadable: "unreadable",
} as const satisfies Record<ListProblem["kind"], string>;

/** How many snapshots there are, one that is being made included, and the newest. */
export function SnapshotsCard({ glance, late = false }: SnapshotsCardProps) {
  useRedrawOnce(late);
  const t = useTranslations("snapshot-count");
  const inWords = useUsed();
  const create = useHostOperation();
  const { host, blocked } = create;
  const page = `/hosts/${host.id}/snapshots`;
  const all = <Link href={page}>{t("all")}</Link>;
  if (glance === null || !glance.snapshots.ok) {
    const why = glance?.snapshots.ok === false ? WHY_NOT[glance.snapshots.problem.kind] : "waiting";
    return (
      <Card title={t("title")}>
        <p className="text-ink-2 text-sm">{t(why)}</p>
        <p className="mt-2 text-sm">{all}</p>
        <LookAgain problems={[glance?.snapshots.ok === false ? glance.snapshots.problem : null]} />
      </Card>
    );
  }
  const { quota } = glance;
  const operation = snapshotInProgress(host.operation);
  const listed = glance.snapshots.items;
  const coming = operation !== null && !listed.some(({ shown }) => shown === operation.subject);
  const snapshots = coming ? [{ name: "", state: "making" as const }, ...listed] : listed;
  const used = snapshots.length;
  if (used === 0 && isHeld(host.state)) {
    return null;
  }
  const making = coming || listed.some(({ state }) => state === "making");
  const aside =
    quota.size === "some" && making ? t("asideMaking", { used, limit: quota.limit }) : inWords(quota, used);
  const canCreate =
    quota.size !== "none" &&
    !(quota.size === "some" && isFull(quota, used)) &&
    blocked(CREATE_SNAPSHOT) === null;
  return (
    <Card title={t("title")} aside={aside}>
      <Slots quota={quota} snapshots={snapshots} />
      <Newest glance={glance} />
      <div className="mt-3 flex flex-wrap items-center gap-4 text-sm">
        {canCreate ? <CreateKey operation={create} /> : null}
        {quota.size === "none" && used === 0 ? null : all}
      </div>
      <OperationProblem result={create.result} />
    </Card>
  );
}

/** At one press, without a note: one can be added afterwards. */
function CreateKey({ operation: { form } }: { operation: HostOperation }) {
  const t = useTranslations("operations.kind");
  return (
    <AnswerForm {...form(CREATE_SNAPSHOT, { note: "" })}>
      <SubmitKey>{t(CREATE_SNAPSHOT)}</SubmitKey>
    </AnswerForm>
  );
}

const LATE_MS = 4_000;

function useRedrawOnce(late: boolean): void {
  const { refresh } = useRouter();
  useEffect(() => {
    const timer = late ? setTimeout(refresh, LATE_MS) : undefined;
    return () => clearTimeout(timer);
  }, [late, refresh]);
}

const never = () => () => {};
/** What came behind the page is hydrated after the time zone is known: its times would not be those that the server wrote. */
const useHydrated = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

function Newest({ glance: { snapshots, quota } }: { glance: SnapshotsGlance }) {
  const t = useTranslations("snapshot-count");
  const times = useTimes();
  const hydrated = useHydrated();
  const [newest] = snapshots.ok ? snapshots.items.filter(({ state }) => state === "ready") : [];
  if (!newest) {
    return <p className="text-ink-2 text-sm">{quota.size === "none" ? t("notOffered") : t("none")}</p>;
  }
  const bold = (text: ReactNode) => <b className="wrap-anywhere">{text}</b>;
  return (
    <p className="text-ink-2 text-sm">
      {newest.createdAt && hydrated
        ? t.rich("newest", { b: bold, moment: times.moment(newest.createdAt) })
        : t.rich("newestUntimed", { b: bold, snapshot: newest.shown })}
    </p>
  );
}
