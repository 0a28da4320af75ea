"use client";

import type { ReactNode } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { AddRow, Card, Rows, Section, SettingRow } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { NoticeLine } from "@/components/ui/notice-line";
import { ConfirmDialog, Effects } from "@/components/ui/overlay/confirm-dialog";
import { CloseKey, Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { Drawer } from "@/components/ui/overlay/drawer";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { showToast, ToastRegion } from "@/components/ui/overlay/toast";
import { Dock, Tray } from "@/components/ui/overlay/tray";
import { Banner } from "@/components/ui/page/banner";
import { CodeBlock } from "@/components/ui/page/code-block";
import { DescriptionList, Stat } from "@/components/ui/page/facts";
import { Fold } from "@/components/ui/page/fold";
import { HostHeader, PageHeader } from "@/components/ui/page/header";
import { Steps } from "@/components/ui/page/steps";
import { Tabs } from "@/components/ui/page/tabs";
import { Sectioned } from "@/components/ui/sectioned";
import { Avatar, Badge, Count, Kbd, type Sign, Spinner, State, StateDot, Tag } from "@/components/ui/state";
import { Address, CopyLine } from "@/components/ui/well";
import { answer, FORM_EXAMPLES, NONE } from "./form-examples";

const SIGNS = Object.keys({
  running: true,
  off: true,
  paused: true,
  working: true,
  unknown: true,
  attention: true,
  traffic: true,
  failed: true,
  unconfirmed: true,
  locked: true,
  suspended: true,
  done: true,
} satisfies Record<Sign, true>) as Sign[];

/** Each with the components that it shows, as pages use them. */
const EXAMPLES: [name: string, example: ReactNode][] = [
  [
    "State",
    <>
      {SIGNS.map((sign) => (
        <span key={sign} className="flex items-center gap-4">
          <Badge sign={sign}>{sign}</Badge>
          <State sign={sign} note="since 12:40">
            {sign}
          </State>
          <StateDot sign={sign} />
        </span>
      ))}
      <span className="flex items-center gap-4">
        <Spinner /> <Tag>production</Tag> <Count>12</Count> <Kbd keys="G H" /> <Avatar name="alice" />
      </span>
    </>,
  ],
  [
    "Button",
    <>
      <span className="flex flex-wrap gap-2">
        {(["primary", "default", "ghost", "danger"] as const).map((variant) => (
          <Button key={variant} variant={variant} icon="again">
            Restart
          </Button>
        ))}
        <Button aria-disabled>Start</Button>
        <Button busy>Stop</Button>
        <Button tone="bad">Delete</Button>
        <IconButton icon="more" label="More actions" />
        <CopyButton value="203.0.113.24" label="Copy" />
        <ButtonLink href="/gallery">All hosts</ButtonLink>
      </span>
      <Link href="/gallery">A link</Link>
    </>,
  ],
  ...FORM_EXAMPLES,
  [
    "Card",
    <>
      <Card title="Traffic" meta="this month" action={<Button>Add traffic</Button>} foot="Resets on Jan 1">
        412 GB of 1,000 GB
      </Card>
      <Section title="Sign-in" text="For the host’s own accounts.">
        <Rows>
          <SettingRow label="Password" text="For root." control={<Button>Reset password</Button>} />
          <SettingRow label="Remote port" value="22" control={<Button>Change remote port</Button>} />
          <AddRow end="1 of 5">
            <Button variant="ghost" icon="plus">
              Add port
            </Button>
          </AddRow>
        </Rows>
      </Section>
      <Sectioned label="On this page" parts={[["card", "Card"]]}>
        <Fold title="Passed checks" meta="12">
          <p className="px-5 pb-4">All of them.</p>
        </Fold>
      </Sectioned>
      <Disclosure title="New plan">Its form</Disclosure>
    </>,
  ],
  [
    "Header",
    <>
      <PageHeader
        title="Hosts"
        above={{ href: "/gallery", title: "Overview" }}
        actions={<Button variant="primary">Create host</Button>}
      />
      <HostHeader
        name="web01"
        badge={<Badge sign="running">Running</Badge>}
        facts={["Debian 12", "203.0.113.24", "2 vCPU"]}
        actions={<Button icon="again">Restart</Button>}
        above={{ href: "/gallery", title: "Hosts" }}
      />
      <Tabs
        label="Parts"
        tabs={[
          { href: "/gallery", label: "Overview" },
          { href: "/gallery/2", label: "Snapshots" },
        ]}
      />
    </>,
  ],
  [
    "Facts",
    <>
      <DescriptionList
        facts={[
          ["Host ID", "101"],
          ["Region", "Frankfurt 1"],
        ]}
      />
      <Stat value="412" unit="GB of 1,000 GB" note="41 %" />
      <Meter used={920} limit={1000} label="920 of 1,000 GB" />
      <CopyLine value="ssh root@203.0.113.24" label="Copy" />
      <Address value="203.0.113.24" copyLabel="Copy" />
      <CodeBlock text="{}" copyLabel="Copy" />
      <EmptyState title="No snapshots yet" text="A snapshot keeps the disk as it is now." />
    </>,
  ],
  [
    "Feedback",
    <>
      {(["info", "warn", "bad", "grey"] as const).map((tone) => (
        <Banner key={tone} tone={tone} title="Host list not updated" actions={<Button>Try again</Button>} />
      ))}
      <NoticeLine tone="busy">The panel is served over plain HTTP.</NoticeLine>
      <Tray
        title="2 in progress"
        works={[
          { key: "1", name: "mail01", what: "Restarting", time: "0:12" },
          { key: "2", name: "node04", what: "Reinstalling", time: "3:40", steps: { at: 2, of: 3 } },
        ]}
      />
      <Steps
        steps={[
          { key: "1", state: "done", title: "Disk made", note: "0:12" },
          { key: "2", state: "now", title: "Copying the system" },
          { key: "3", state: "next", title: "First start" },
        ]}
      />
      <Effects lost={["All data on the system disk"]} kept={["The data disk"]} />
      <Button data-shot="toast" onClick={() => showToast({ sign: "running", text: "web01 is running." })}>
        Show a toast
      </Button>
      <Dock>
        <ToastRegion closeLabel="Close" />
      </Dock>
    </>,
  ],
  [
    "Overlay",
    <>
      <span className="flex gap-2">
        <DialogButton dialog="gallery-typed" does="show-modal" icon="trash" data-shot="typed">
          Delete
        </DialogButton>
        <DialogButton dialog="gallery-dialog" does="show-modal" data-shot="dialog">
          Transfer
        </DialogButton>
        <FormDialog id="gallery-form" deed="Rename" action={answer} />
        <Menu label="More actions" trigger={<Icon name="more" />} hook="shot-menu">
          <MenuItem icon="again" kbd="R">
            Restart
          </MenuItem>
          <MenuItem icon="start" blocked="Already running.">
            Start
          </MenuItem>
          <MenuItem icon="trash" danger note="Its disks are lost">
            Delete
          </MenuItem>
        </Menu>
      </span>
      <ConfirmDialog
        id="gallery-typed"
        title="Delete web01?"
        text="This can’t be undone."
        lost={["Everything on its disks"]}
        typed={{ label: "Type web01 to confirm", expected: "web01" }}
        confirm="Delete"
        answer={NONE}
        danger
      />
      <Dialog id="gallery-dialog" title="Transfer web01">
        <TextField name="to" label="New customer number" />
        <CloseKey dialog="gallery-dialog" />
      </Dialog>
      <OpenByAddress dialog="gallery-dialog" />
      {/* What is fixed stands in this frame and not in the window. */}
      <div className="relative h-80 overflow-hidden [transform:translate(0)]">
        <Drawer title="Restart · web01" facts={["Northwind Ltd", "alice"]} close="/gallery">
          What happened, step by step.
        </Drawer>
      </div>
    </>,
  ],
];

export const Examples = () =>
  EXAMPLES.map(([name, example]) => (
    <section key={name} className="flex flex-col gap-4" aria-label={name}>
      <h2>{name}</h2>
      {example}
    </section>
  ));
