/**
 * What column names of this trade are made of. A key that isn't made of these words alone may be somebody's name, a
 * host's or an id, and is written down by its kind.
 */
const WORDS = new Set(
  `account active add additional additionals addr address after allow api area auto available back backup bandwidth begin
  belong bind binding block boot buffer bw byte bytes cache cd client clock code comment console copy core cores count cpu
  create created creation current custom customer cv data database date day default delete deleted del desc description
  detail device disk display domain down drive email enable enabled end error exec exp expire expired expires ext external
  family file finish finished first flag flow format free from full gateway gb group guid hard has hdd host hour hyper
  hyperv id image in info inner inside install int interface internal io iops ip ipv4 ipv6 is iso key kind label lan last
  left level limit limits line list local location lock locked log login mac machine mail main manage map mapping mask
  master max mb md5 medium mem memo memory message min minute mobile mode model month monitor msg name nat net netmask
  network new nic no node note num number obj of on online only open operation order os out outer outside over owner
  package param parent part pass password path percent phone port ports power primary priority private progress project
  protocol public pwd quota ram random rate read reason record ref reg region register reinstall release remain remark
  remote reset resource result room root rot row rule rv sample screen second secret seq serial server service session
  set setup share shared size slot snap snapshot snapshots sort source space speed start started state status step stop
  storage sub subnet sum switch swap sys system tag target task template term test text time times timestamp tip title to
  token total traffic type unit up update updated uptime url usage use used user username uuid val value vc ver verified
  version vhd virtual vlan vm vms vnc vol volume vps wan web weight width win windows with write year zone`.split(
    /\s+/,
  ),
);
const LONGEST_WORD = 12;

/** Whether a key is a column's name and can be nobody's: letters and underscores, made of words of the trade. */
export function isColumnName(key: string): boolean {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(key)) {
    return false;
  }
  const parts = key
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split("_")
    .filter(Boolean);
  return parts.length > 0 && parts.every(isMadeOfWords);
}

function isMadeOfWords(part: string): boolean {
  const ends = new Set([0]);
  for (let at = 0; at < part.length; at++) {
    if (ends.has(at)) {
      for (let end = at + 1; end <= Math.min(part.length, at + LONGEST_WORD); end++) {
        if (WORDS.has(part.slice(at, end))) {
          ends.add(end);
        }
      }
    }
  }
  return ends.has(part.length);
}
