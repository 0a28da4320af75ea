import { setTheme } from "@/app/(panel)/account/actions";
import { Button, IconButton } from "@/components/ui/button";
import { AddRow, Card, Rows, Section, SettingRow } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/empty-state";
import { ChoiceCard, RadioField, Switch } from "@/components/ui/form/check-field";
import { Field, inputClass } from "@/components/ui/form/field";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { GetForm } from "@/components/ui/form/get-form";
import { SaveBar } from "@/components/ui/form/save-bar";
import { Effects } from "@/components/ui/overlay/confirm-dialog";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
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
import { Shown } from "./shown";

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

/** The primitives of the kit, each as pages use it. */
export function KitPart() {
  return (
    <div className="flex flex-col gap-8">
      <Shown
        name="Badge, State, StateDot, Spinner, Tag, Count, Kbd, Avatar"
        text="A state: in a head, in a row, alone."
      >
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
      </Shown>
      <Shown name="IconButton" text="Known signs alone; with an edge beside other buttons.">
        <IconButton icon="more" label="More actions" />
        <IconButton icon="more" label="More actions" edge />
      </Shown>
      <Shown name="PageHeader" text="First thing in a page.">
        <PageHeader
          title="Hosts"
          above={{ href: "/gallery", title: "Overview" }}
          actions={<Button variant="primary">Create host</Button>}
        />
      </Shown>
      <Shown name="HostHeader, Tabs" text="The head of one thing, and its parts.">
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
            { href: "/gallery/2", label: "Snapshots", count: 2 },
          ]}
        />
      </Shown>
      <Shown name="Card" text="A part of a page that is read.">
        <Card title="Traffic" meta="this month" action={<Button>Add traffic</Button>} foot="Resets on Jan 1">
          412 GB of 1,000 GB
        </Card>
      </Shown>
      <Shown name="Section, Rows, SettingRow, AddRow" text="A part of a page that is changed.">
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
      </Shown>
      <Shown name="Banner" text="What holds for the page.">
        {(["info", "warn", "bad", "grey"] as const).map((tone) => (
          <Banner
            key={tone}
            tone={tone}
            title="Host list not updated"
            text="Showing 14:32."
            actions={<Button>Try again</Button>}
          />
        ))}
      </Shown>
      <Shown
        name="DescriptionList, Stat, Skeleton, CodeBlock"
        text="Facts, and their place while they are on their way."
      >
        <DescriptionList
          facts={[
            ["Host ID", "101"],
            ["Region", "Frankfurt 1"],
          ]}
        />
        <DescriptionList
          columns
          facts={[
            ["IPv4", "203.0.113.24"],
            ["SSH port", "22"],
          ]}
        />
        <Stat value="412" unit="GB of 1,000 GB" note="41 %" />
        <Skeleton />
        <CodeBlock text="{}" copyLabel="Copy" copied="Copied" />
      </Shown>
      <Shown name="Steps, Fold, SaveBar" text="Long work; what few need; unsaved changes.">
        <Steps
          steps={[
            { key: "1", state: "done", title: "Disk made", note: "0:12" },
            { key: "2", state: "now", title: "Copying the system" },
            { key: "3", state: "next", title: "First start" },
          ]}
        />
        <Fold title="Passed checks" meta="12">
          <p className="px-5 pb-4">All of them.</p>
        </Fold>
        <SaveBar text="Unsaved changes">
          <Button variant="primary">Save</Button>
        </SaveBar>
      </Shown>
      <Shown name="RadioField, ChoiceCard, Switch, Field" text="Choices.">
        <Field id="kit-field" label="Name" hint="Visible to you and support.">
          <input id="kit-field" className={inputClass} aria-describedby="kit-field-said" />
        </Field>
        <RadioField name="kit-radio" value="1" label="Random port" text="Deters automated scans" />
        <ChoiceCard name="kit-choice" value="1" label="Debian 12" text="64 bit" />
        <GetForm>
          <Switch label="Protect this host" on />
        </GetForm>
      </Shown>
      <Shown name="Tray, Dock, Effects" text="What goes on; what a deed costs.">
        <Tray
          title="2 in progress"
          works={[
            { key: "1", name: "mail01", what: "Restarting", time: "0:12" },
            { key: "2", name: "node04", what: "Reinstalling", time: "3:40", steps: { at: 3, of: 5 } },
          ]}
        />
        <Effects lost={["All data on the system disk"]} kept={["The data disk"]} />
        <Dock>{null}</Dock>
      </Shown>
      <Shown name="FormDialog" text="A deed with fields.">
        <FormDialog id="kit-form" deed="Rename" action={setTheme} />
      </Shown>
      <Shown name="Sectioned, OpenByAddress" text="A page of settings; a dialog that an address opens.">
        <Sectioned label="On this page" parts={[["kit", "Kit"]]}>
          <OpenByAddress dialog="none" />
        </Sectioned>
      </Shown>
    </div>
  );
}
