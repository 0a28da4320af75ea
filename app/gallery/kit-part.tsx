import { Button, IconButton } from "@/components/ui/button";
import { AddRow, Card, Rows, Section, SettingRow } from "@/components/ui/card";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { HostHeader, PageHeader } from "@/components/ui/page/header";
import { Tabs } from "@/components/ui/page/tabs";
import { Sectioned } from "@/components/ui/sectioned";
import { Badge, Count, Kbd, type Sign, Spinner, State, StateDot, Tag } from "@/components/ui/state";
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
        name="Badge, State, StateDot, Spinner, Tag, Count, Kbd"
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
          <Spinner /> <Tag>production</Tag> <Count>12</Count> <Kbd keys="G H" />
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
      <Shown name="Sectioned, OpenByAddress" text="A page of settings; a dialog that an address opens.">
        <Sectioned label="On this page" parts={[["kit", "Kit"]]}>
          <OpenByAddress dialog="none" />
        </Sectioned>
      </Shown>
    </div>
  );
}
