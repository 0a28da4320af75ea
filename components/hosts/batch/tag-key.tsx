import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { CloseKey, Dialog } from "@/components/ui/overlay/dialog";
import { Tag } from "@/components/ui/state";
import type { ActionResult } from "@/lib/action-result";
import type { HostView } from "@/lib/hosts/host-view";
import { MOST_TAGS } from "@/lib/hosts/labels/tags";
import { useProblem } from "../operate/operation-problem";

const DIALOG = "tags";
/** Names that still stand on two lines of a phone. */
const MOST_NAMED = 8;
/** So many tags to choose from fit beside the field; more are found as they are typed. */
const MOST_KEYS = 12;

interface TagKeyProps {
  /** All of the customer's, for the tags that there are. */
  hosts: HostView[];
  selected: HostView[];
  action: FormAction;
}

/** Puts a tag on all selected hosts, or takes one off. */
export function TagKey({ hosts, selected, action }: TagKeyProps) {
  const w = useTranslations("words");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        icon="tag"
        className="max-md:flex-auto max-md:px-2"
        aria-label={w("tag")}
        onClick={() => setOpen(true)}
      >
        <span className="max-md:sr-only">{w("tag")}</span>
      </Button>
      {open ? (
        <TagDialog hosts={hosts} selected={selected} action={action} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

const tagsOf = (hosts: readonly HostView[]): string[] =>
  [...new Set(hosts.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b, "en"));

function TagDialog({ hosts, selected, action, onClose }: TagKeyProps & { onClose: () => void }) {
  const t = useTranslations("batch.tags");
  const cancel = useTranslations("words");
  const answer = useAnswer(action);
  const { result } = answer;
  useEffect(() => {
    if (result?.ok) {
      onClose();
    }
  }, [result, onClose]);
  const vmids = selected.map(({ id }) => id).join(",");
  const there = tagsOf(selected);
  const known = tagsOf(hosts).filter((tag) => !selected.every(({ tags }) => tags.includes(tag)));
  const keys = [
    { title: t("known"), on: 1, tags: known.slice(0, MOST_KEYS) },
    { title: t("there"), on: 0, tags: there },
  ].filter(({ tags }) => tags.length > 0);
  return (
    <Dialog id={DIALOG} title={t("title", { count: selected.length })} openOnMount onClose={onClose}>
      <ul className="mt-3 flex flex-wrap gap-1.5">
        {selected.slice(0, MOST_NAMED).map(({ id, name }) => (
          <li key={id}>
            <Tag>{name}</Tag>
          </li>
        ))}
        {selected.length > MOST_NAMED ? <li>…</li> : null}
      </ul>
      <TagProblem result={answer.pending ? null : result} selected={selected} />
      <AnswerForm answer={answer} hidden={{ vmids, on: "1" }} className="mt-4 grid gap-3" quiet>
        <TextField
          name="tag"
          label={cancel("tag")}
          list={`${DIALOG}-known`}
          maxLength={60}
          required
          placeholder={t("example")}
          hint={result?.ok === false ? undefined : t("problem.word")}
          autoComplete="off"
          autoCapitalize="none"
        />
        <datalist id={`${DIALOG}-known`}>
          {known.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <div className="dialog-keys">
          <CloseKey dialog={DIALOG} />
          <SubmitButton variant="primary">{t("add")}</SubmitButton>
        </div>
      </AnswerForm>
      {keys.map(({ title, on, tags }) => (
        <section key={on} className="mt-4">
          <h3 className="mb-2 text-ink-2 text-13">{title}</h3>
          <div className="flex flex-wrap gap-2">
            {tags.map((tag) => (
              <AnswerForm key={tag} answer={answer} hidden={{ vmids, on: String(on), tag }} quiet>
                <SubmitButton icon={on ? "plus" : "cross"} aria-label={t(on ? "put" : "remove", { tag })}>
                  {tag}
                </SubmitButton>
              </AnswerForm>
            ))}
          </div>
        </section>
      ))}
    </Dialog>
  );
}

/** Why the tag is not on all selected hosts; nothing while it is. */
export function TagProblem({ result, selected }: { result: ActionResult | null; selected: HostView[] }) {
  const t = useTranslations("batch.tags.problem");
  const problem = useProblem();
  const format = useFormatter();
  const textOf = (): ReactNode => {
    const refused = result && !result.ok ? result : null;
    if (refused?.reason === "tag") {
      return t("word");
    }
    if (refused?.reason !== "tags-full") {
      return problem(result);
    }
    const full = selected.filter(({ id }) => refused.hosts?.includes(id));
    const names = format.list(full.map(({ name }) => name));
    return t.rich("full", {
      most: MOST_TAGS,
      full: full.length,
      others: selected.length - full.length,
      names: () => names,
    });
  };
  const text = textOf();
  return text ? (
    <NoticeLine tone="alert" role="alert" className="mt-2">
      {text}
    </NoticeLine>
  ) : null;
}
