"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { useScriptRuns } from "@/components/ui/form/use-script-runs";
import { Link } from "@/components/ui/link";
import type { HostView } from "@/lib/hosts/host-view";
import { isFull } from "@/lib/hosts/snapshots/snapshot-quota";
import type { SnapshotsGlance } from "@/lib/hosts/snapshots/snapshots-view";
import { isHeld } from "@/lib/operations/host-states";
import { Card } from "../../ui/card";
import { LookAgain, useListProblem } from "../list-fault";
import { OperationProblem } from "../operate/operation-problem";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { SheetContext, useSheet } from "../sheet-context";
import { CREATE_SNAPSHOT, snapshotInProgress } from "../snapshots/in-progress";
import { useUsed } from "../snapshots/use-used";
import { useTimes } from "../time/use-times";

interface SnapshotsCardProps {
  /** As the server sent it. */
  host: HostView;
  /** Null while the list is on its way. */
  glance: SnapshotsGlance | null;
  /** The server did not wait for the list: the page is drawn anew once it has likely come. */
  late?: boolean;
}

/** How many shown. */
const SHOWN = 3;

/** How many snapshots there are, one that is being made included, and the newest. */
export function SnapshotsCard({ host, ...rest }: SnapshotsCardProps) {
  const sheet = useSheet();
  // It comes behind the page. By the time it is hydrated, the stream may have told of a change.
  const known = useScriptRuns() ? sheet : { ...sheet, host };
  return (
    <SheetContext value={known}>
      <Glance {...rest} />
    </SheetContext>
  );
}

function Glance({ glance, late = false }: Omit<SnapshotsCardProps, "host">) {
  useRedrawOnce(late);
  const w = useTranslations("words");
  const listProblem = useListProblem();
  const inWords = useUsed();
  const create = useHostOperation();
  const { host, blocked } = create;
  const all = (
    <Link href={`/hosts/${host.id}/snapshots`} className="text-13 font-medium no-underline hover:underline">
      {w("all")}
    </Link>
  );
  if (glance === null || !glance.snapshots.ok) {
    const problem = glance?.snapshots.ok === false ? glance.snapshots.problem : null;
    return (
      <Card title={w("snapshots")} action={all}>
        <p className="text-13 text-ink-2">{problem ? listProblem(problem) : w("loading")}</p>
        <LookAgain problems={[problem]} />
      </Card>
    );
  }
  const { quota } = glance;
  const operation = snapshotInProgress(host.operation);
  const listed = glance.snapshots.items;
  const coming = operation !== null && !listed.some(({ shown }) => shown === operation.subject);
  const used = listed.length + (coming ? 1 : 0);
  // What isn't in the plan isn't drawn.
  if (used === 0 && (quota.size === "none" || isHeld(host.state))) {
    return null;
  }
  const canCreate =
    quota.size !== "none" &&
    !(quota.size === "some" && isFull(quota, used)) &&
    blocked(CREATE_SNAPSHOT) === null;
  return (
    <Card title={w("snapshots")} meta={inWords(quota, used)} action={used > 0 ? all : null} flush={used > 0}>
      {used > 0 ? (
        <ul>
          {coming ? <Line name={w("creating")} /> : null}
          {listed.slice(0, SHOWN).map((one) => (
            <Line
              key={one.name}
              name={one.note}
              raw={one.shown}
              at={one.createdAt}
              making={one.state === "making"}
            />
          ))}
        </ul>
      ) : null}
      {canCreate ? <CreateKey operation={create} padded={used > 0} /> : null}
      <OperationProblem result={create.result} />
    </Card>
  );
}

interface LineProps {
  /** Its owner's; null: it is known by its time. */
  name: string | null;
  /** RStack's, where nothing better is known. */
  raw?: string;
  at?: string | null;
  making?: boolean;
}

/** What came behind the page is hydrated after the time zone is known: its times would not be those that the server wrote. */
function Line({ name, raw, at, making }: LineProps) {
  const t = useTranslations("words");
  const times = useTimes();
  const hydrated = useScriptRuns();
  const made = at && hydrated ? times.moment(at) : null;
  return (
    <li className="flex min-h-10 items-center gap-3 border-line border-b px-4 text-13 last:border-b-0 md:px-5">
      <span className="min-w-0 flex-1 truncate font-medium">
        {name ?? made ?? (at ? <noscript>{raw}</noscript> : raw)}
      </span>
      <span className="shrink-0 text-ink-3 tabular-nums">{making ? t("creating") : name ? made : null}</span>
    </li>
  );
}

/** At one press, without a note: one can be added afterwards. */
function CreateKey({ operation: { form }, padded }: { operation: HostOperation; padded: boolean }) {
  const t = useTranslations("operations.kind");
  return (
    <AnswerForm
      {...form(CREATE_SNAPSHOT, { note: "" })}
      className={padded ? "border-line border-t px-4 py-3 md:px-5" : undefined}
    >
      <SubmitButton icon="camera" className="w-full">
        {t(CREATE_SNAPSHOT)}
      </SubmitButton>
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
