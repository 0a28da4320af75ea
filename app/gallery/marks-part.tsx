import { Glyph, type GlyphShape } from "@/components/ui/glyph";
import { ICONS, Icon } from "@/components/ui/icon";
import { Chip } from "@/components/ui/list/chip";
import { Mark } from "@/components/ui/mark";
import { Plate, PlateMark, Slab, type Tone } from "@/components/ui/plate";
import type { Say } from "./say";
import { Shown, State } from "./shown";

/** In the type checker's hands: a new one that isn't here is an error. */
const SHAPES = Object.keys({
  "ring-lit": true,
  ring: true,
  bars: true,
  tray: true,
  arc: true,
  triangle: true,
  octagon: true,
  padlock: true,
  crossed: true,
  check: true,
  dashes: true,
} satisfies Record<GlyphShape, true>) as GlyphShape[];
const looks = (say: Say): { tone: Tone; shape: GlyphShape; word: string; note: string }[] => [
  { tone: "run", shape: "ring-lit", word: say("Running", "运行中"), note: say("for 12 days", "已 12 天") },
  { tone: "busy", shape: "arc", word: say("Restarting", "正在重启"), note: "0:38" },
  { tone: "alert", shape: "octagon", word: say("Suspended", "已停用"), note: say("overdue", "欠费") },
  { tone: "off", shape: "ring", word: say("Off", "已关机"), note: say("since yesterday", "自昨天") },
];

export function MarksPart({ say }: { say: Say }) {
  const all = looks(say);
  return (
    <div className="sheet">
      <Shown
        name="Glyph"
        wide
        text={say("The shapes of states: told apart without colour.", "状态图形：不靠颜色也能区分。")}
      >
        <State of={say("all", "全部")}>
          <div className="gallery-signs">
            {SHAPES.map((shape) => (
              <span key={shape}>
                <Glyph shape={shape} />
                {shape}
              </span>
            ))}
          </div>
        </State>
        <State of={say("small, and in the tone’s colour", "小号，使用色调颜色")}>
          <div className="flex flex-wrap gap-4">
            {all.map(({ tone, shape }) => (
              <span key={tone} className={`tone-${tone}`}>
                <Glyph shape={shape} small toned />
              </span>
            ))}
          </div>
        </State>
      </Shown>
      <Shown name="Icon" wide text={say("What a key does.", "按钮的作用。")}>
        <State of={say("all", "全部")}>
          <div className="gallery-signs">
            {ICONS.map((name) => (
              <span key={name}>
                <Icon name={name} />
                {name}
              </span>
            ))}
          </div>
        </State>
        <State of={say("small", "小号")}>
          <div className="flex flex-wrap gap-4">
            {ICONS.slice(0, 8).map((name) => (
              <Icon key={name} name={name} small />
            ))}
          </div>
        </State>
      </Shown>
      <Shown name="PlateMark" text={say("A state as a mark, 40 px.", "40 像素的状态标志。")}>
        {all.map(({ tone, shape }) => (
          <State key={tone} of={tone}>
            <PlateMark tone={tone} shape={shape} />
          </State>
        ))}
      </Shown>
      <Shown
        name="Plate"
        text={say("A state in a row: mark, word and the fact below.", "行中的状态：标志、文字及说明。")}
      >
        {all.map((look) => (
          <State key={look.tone} of={look.tone}>
            <Plate {...look} />
          </State>
        ))}
        <State of={say("without a note", "无说明")}>
          <Plate tone="run" shape="ring-lit" word={say("Running", "运行中")} />
        </State>
      </Shown>
      <Shown name="Slab" text={say("A state in the head of a page.", "页面顶部的状态。")}>
        {all.map((look) => (
          <State key={look.tone} of={look.tone}>
            <div className="host-plate">
              <Slab {...look} />
            </div>
          </State>
        ))}
      </Shown>
      <Shown
        name="Mark"
        text={say("A state in a table: what is normal is quiet.", "表格中的状态：正常的不显眼。")}
      >
        {all.map((look) => (
          <State key={look.tone} of={look.tone}>
            <Mark {...look} />
          </State>
        ))}
      </Shown>
      <Shown name="Chip" text={say("A filter that is on.", "已启用的筛选条件。")}>
        <State of={say("short", "短")}>
          <Chip
            kind={say("State", "状态")}
            value={say("Running", "运行中")}
            href="/gallery"
            remove={say("Remove the filter", "移除筛选")}
          />
        </State>
        <State of={say("long", "长")}>
          <span className="gallery-narrow">
            <Chip
              kind={say("Node", "节点")}
              value="node-fra-12.rack-07.eu-central.northwind.example"
              href="/gallery"
              remove={say("Remove this filter", "移除此筛选")}
            />
          </span>
        </State>
      </Shown>
    </div>
  );
}
