"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { GetForm } from "@/components/ui/form/get-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon } from "@/components/ui/icon";
import { findMedia, type MediaView, type MediumView } from "@/lib/hosts/media/media-view";
import { Card } from "../../ui/card";
import { ListFault } from "../list-fault";
import { FormProblem } from "../network/form-problem";
import { useNextSteps } from "../operate/next-step";
import { OperationProblem } from "../operate/operation-problem";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { useKeptFocus } from "../operate/use-kept-focus";

interface MediaPageProps {
  view: MediaView;
  /** From the address, for a page without JavaScript. */
  query: string;
}

export function MediaPage({ view, query }: MediaPageProps) {
  const mount = useHostOperation();
  const eject = useHostOperation();
  const { drive } = view;
  useKeptFocus(typeof drive === "object" ? drive?.id : drive);
  return (
    <div className="host-body media-body">
      <div>
        <ListCard view={view} initialQuery={query} mount={mount} />
      </div>
      <div>
        <DriveCard view={view} eject={eject} />
      </div>
    </div>
  );
}

interface ListCardProps {
  view: MediaView;
  initialQuery: string;
  mount: HostOperation;
}

function ListCard({ view: { media, drive }, initialQuery, mount }: ListCardProps) {
  const t = useTranslations("media");
  const [query, setQuery] = useState(initialQuery);
  if (!media.ok) {
    return (
      <Card title={t("title")}>
        <ListFault
          problem={media.problem}
          noAnswer={t("noAnswer")}
          refused={(text) => t("refused", { text })}
          unreadable={(what) => t("unreadable", { what })}
          retry={t("retry")}
        />
      </Card>
    );
  }
  const count = media.items.length;
  const found = findMedia(media.items, query);
  const aside = query.trim() ? t("found", { found: found.length, count }) : t("count", { count });
  return (
    <Card title={t("title")} aside={count > 0 ? <span role="status">{aside}</span> : undefined}>
      <FormProblem result={mount.result} gone={null} className="mb-3" />
      {count === 0 ? (
        <p className="text-ink-2">{t("empty")}</p>
      ) : (
        <>
          <MediaSearch query={query} onQuery={setQuery} />
          {found.length > 0 ? (
            <MediaTable media={found} drive={drive} mount={mount} />
          ) : (
            <p className="mt-4 text-ink-2">
              {t("noMatch", { query: query.trim() })} <a href="?">{t("all")}</a>
            </p>
          )}
        </>
      )}
    </Card>
  );
}

interface DriveCardProps {
  view: MediaView;
  eject: HostOperation;
}

/** What is in the drive, and the key that takes it out. */
function DriveCard({ view, eject }: DriveCardProps) {
  const t = useTranslations("media");
  const reason = useTranslations("operations.reason");
  const whyId = useId();
  const { support } = useNextSteps();
  const { drive } = view;
  const block = eject.blocked("eject-medium");
  return (
    <Card title={t("drive")}>
      <OperationProblem result={eject.result} />
      <Inside {...view} />
      {drive === "nothing" ? null : (
        <AnswerForm {...eject.form("eject-medium")} className="key-line mt-4">
          <SubmitKey icon="eject" aria-disabled={block !== null || undefined} aria-describedby={whyId}>
            {t("eject")}
          </SubmitKey>
          <span id={whyId} className="text-ink-2 text-sm">
            {block && reason(block)}
          </span>
        </AnswerForm>
      )}
      <p className="mt-4 text-ink-2 text-sm">
        {t.rich("boot", {
          support: (text) => (support ? <a href={support}>{text}</a> : text),
        })}
      </p>
    </Card>
  );
}

function Inside({ drive, media }: MediaView) {
  const t = useTranslations("media");
  if (drive === null || drive === "nothing") {
    return <p className="text-ink-2">{drive === null ? t("unknown") : t("nothing")}</p>;
  }
  const medium = media.ok ? media.items.find(({ id }) => id === drive.id) : undefined;
  return (
    <p className="well drive-holds flex items-center gap-3 px-4 py-2 wrap-anywhere" data-drive={drive.id}>
      <Icon name="disc" />
      <b>
        {medium?.name ??
          (media.ok && !medium ? t("notListed", { id: drive.id }) : t("unnamed", { id: drive.id }))}
      </b>
    </p>
  );
}

interface MediaSearchProps {
  query: string;
  onQuery: (query: string) => void;
}

/** A form of the page's own address, so that it works before hydration, too. */
function MediaSearch({ query, onQuery }: MediaSearchProps) {
  const t = useTranslations("media");
  return (
    <search>
      <GetForm onSubmit={(event) => event.preventDefault()}>
        <label className="find">
          <Icon name="filter" small />
          <input
            type="search"
            name="q"
            aria-label={t("search")}
            placeholder={t("search")}
            maxLength={100}
            value={query}
            onChange={(event) => onQuery(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      </GetForm>
    </search>
  );
}

interface MediaTableProps {
  media: MediumView[];
  drive: MediaView["drive"];
  mount: HostOperation;
}

function MediaTable({ media, drive, mount }: MediaTableProps) {
  const t = useTranslations("media");
  const reason = useTranslations("operations.reason");
  const whyId = useId();
  const block = mount.blocked("mount-medium");
  const inside = typeof drive === "object" ? drive?.id : undefined;
  return (
    <>
      <table className="list media" aria-label={t("title")}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("column.name")}</th>
            <th scope="col">
              <span className="sr-only">{t("column.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {media.map((medium) => (
            <tr key={medium.id} data-medium={medium.id}>
              <td>
                <span className="flex items-center gap-3">
                  <Icon name="disc" />
                  <span>{medium.name ?? t("unnamed", { id: medium.id })}</span>
                </span>
              </td>
              <td>
                {medium.id === inside ? (
                  <span className="inline-flex items-center gap-2 font-strong">
                    <Icon name="check" small />
                    {t("mounted")}
                  </span>
                ) : (
                  <AnswerForm {...mount.form("mount-medium", { medium: medium.id })}>
                    <SubmitKey aria-disabled={block !== null || undefined} aria-describedby={whyId}>
                      {t("mount")}
                    </SubmitKey>
                  </AnswerForm>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p id={whyId} className="mt-3 text-ink-2 text-sm empty:hidden">
        {block && reason(block)}
      </p>
    </>
  );
}
