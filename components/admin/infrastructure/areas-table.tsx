import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import type { AreaView, NodeView } from "@/lib/fleet/infrastructure/nodes";
import {
  diskRoom,
  memoryRoom,
  NodeState,
  type Room,
  sumOf,
  UseBar,
  useCores,
  useRoomWords,
} from "./capacity";
import "./areas-table.css";

/** Each area and the nodes in it. */
export function AreasTable({ areas }: { areas: AreaView[] }) {
  const t = useTranslations("infrastructure");
  const all = areas.flatMap(({ nodes }) => nodes);
  // A column in which some tell more than others compares nothing.
  const isKnown = (roomOf: RoomOf) => all.every((node) => roomOf(node).use !== null);
  const shown = (roomOf: RoomOf) => (isKnown(roomOf) ? roomOf : freeOf(roomOf));
  const rooms = { memory: shown(memoryRoom), disk: shown(diskRoom) };
  // Where all tell the same of their cores the head says what it is.
  const first = all[0] && coresKind(all[0]);
  const kind = first !== "coresMost" && all.every((node) => coresKind(node) === first) ? first : undefined;
  const row = useNodeRow(rooms, kind !== undefined);
  const sums = useSums(rooms);
  return (
    <ListTable
      wide
      label={t("nodes.title")}
      columns={[
        { name: t("column.node"), phone: "left", percent: 22 },
        { name: t("column.state"), phone: "right", percent: 14 },
        { name: t("column.hosts"), percent: 10, numeric: true },
        { name: t("node.memory"), phone: "figure", percent: 17, numeric: true },
        { name: t("node.disk"), phone: "figure", percent: 14, className: "area-disk", numeric: true },
        { name: t(kind ? `node.${kind}` : "column.cpu"), phone: "figure", percent: 14, numeric: true },
        { name: t("column.address"), className: "wide-only" },
      ]}
      groups={areas.map(({ id, name, remark, nodes }) => {
        const all = nodes.length > 0 ? sums(nodes) : null;
        return {
          title: name ?? id ?? t("nodes.noArea"),
          note: (
            <>
              {[remark, all ? null : t("nodes.noNodes")].filter(Boolean).join(" · ")}
              {all ? <span className="area-sums phone-text">{all.inWords}</span> : null}
            </>
          ),
          sums: all?.cells,
          rows: nodes.map(row),
        };
      })}
    />
  );
}

type RoomOf = (node: NodeView) => Room;
type Rooms = Record<"memory" | "disk", RoomOf>;

const freeOf =
  (roomOf: RoomOf): RoomOf =>
  (node) => ({ free: roomOf(node).free, use: null });

/** What is known of a node's cores; the most that one host may have stands for the rest. */
const coresKind = ({ freeCpuCores, given }: NodeView) =>
  freeCpuCores !== null ? "coresFree" : given.cpuCores !== null ? "coresUsed" : "coresMost";

/** Of an area: under the columns, and on a phone in a line. */
function useSums(rooms: Rooms) {
  const t = useTranslations("infrastructure");
  const words = useRoomWords();
  return (nodes: NodeView[]) => {
    const hosts = nodes.reduce((all, node) => all + node.hosts, 0);
    const memory = words.free(sumOf(nodes.map(rooms.memory)));
    const disk = words.free(sumOf(nodes.map(rooms.disk)));
    return {
      cells: [hosts, memory, disk, null, null],
      inWords: t("nodes.sums", { hosts, memory, disk }),
    };
  };
}

function useNodeRow(rooms: Rooms, isCoresNamed: boolean) {
  const t = useTranslations("infrastructure");
  const cores = useCores();
  return (node: NodeView) => {
    const { name, id, remark, ip, given, freeCpuCores } = node;
    // The most that one host may have is no measure of the node: it stands on the node's own page.
    const counted = isCoresNamed
      ? (freeCpuCores ?? given.cpuCores)
      : freeCpuCores === null && given.cpuCores !== null
        ? t("cpu.given", { count: given.cpuCores })
        : cores(node);
    return {
      key: id,
      cells: [
        <span key="name">
          <RowLink href={`/admin/infrastructure/nodes/${id}`}>{name ?? id}</RowLink>
          <small className="area-phone phone-text">
            {ip ? <span className="mono">{ip}</span> : null}
            {ip ? " · " : null}
            {t("images.hosts", { count: node.hosts })}
          </small>
          {remark ? <small className="area-remark">{remark}</small> : null}
        </span>,
        <NodeState key="state" maintenance={node.maintenance} />,
        node.hosts === 0 ? (
          <span key="hosts" className="text-ink-3">
            0
          </span>
        ) : (
          <Link key="hosts" href={`/admin/hosts?node=${id}`}>
            {node.hosts}
          </Link>
        ),
        <RoomCell key="memory" room={rooms.memory(node)} />,
        <RoomCell key="disk" room={rooms.disk(node)} />,
        <span key="cores">{counted}</span>,
        <span key="ip" className="mono">
          {ip ?? t("unknown")}
        </span>,
      ],
    };
  };
}

/** What is free, and a bar with what hosts have. */
function RoomCell({ room }: { room: Room }) {
  const words = useRoomWords();
  return (
    <span className="area-room">
      {words.free(room)}
      <UseBar use={room.use} />
    </span>
  );
}
