"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { findMedia, type MediaView } from "@/lib/hosts/media/media-view";
import { Card } from "../../ui/card";
import { ListFault } from "../list-fault";
import { OperationProblem } from "../operate/operation-problem";
import { type HostFormAction, type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { DriveCard } from "./drive-card";
import { MediaSearch } from "./media-search";
import { MediaTable } from "./media-table";

interface MediaPageProps {
  view: MediaView;
  /** From the address, for a page without JavaScript. */
  query: string;
  actions: Record<"mount" | "eject", HostFormAction>;
}

export function MediaPage({ view, query, actions }: MediaPageProps) {
  const mount = useHostOperation(actions.mount);
  const eject = useHostOperation(actions.eject);
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
      <OperationProblem result={mount.result} />
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
