/** The look of the page: light and dark, on paper and on a phone. */
export const style: string = `
:root{color-scheme:light dark;--paper:#f7f6f3;--card:#fff;--ink:#1c1b19;--soft:#6d6a63;--line:#e3e0d8;--track:#ecebe6;
--accent:#2c5aa0;--warm:#b4531f;--good:#e3efe0;
--c0:#3b6fb6;--c1:#d9822b;--c2:#3a8f6b;--c3:#8a5fb0;--c4:#c44e52;--c5:#b59a1d;--c6:#4aa3b8;--c7:#8c6d5a;--c-other:#a3a09a;
--h0:#e9eef4;--h1:#fbe9d9;--h8:#a5330d}
@media (prefers-color-scheme:dark){:root{--paper:#151513;--card:#1d1d1a;--ink:#ebe9e3;--soft:#a09d95;--line:#33322e;--track:#2c2b28;
--accent:#86aee8;--warm:#e79a66;--good:#24382a;
--c0:#6d9fe6;--c1:#e8a04f;--c2:#5fb892;--c3:#b08ad8;--c4:#e07a7c;--c5:#d3bb4a;--c6:#6fc3d6;--c7:#b39683;--c-other:#7d7a74;
--h0:#263140;--h1:#44301f;--h8:#ff8a4c}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
body{max-width:1080px;margin:0 auto;padding:40px 24px 64px}
header{margin-bottom:28px}
.eyebrow{margin:0;color:var(--accent);font-size:12px;font-weight:600;letter-spacing:.09em;text-transform:uppercase}
h1{margin:4px 0 0;font-size:34px;line-height:1.15;font-weight:680;letter-spacing:-.015em;overflow-wrap:anywhere}
h1 small{color:var(--soft);font-size:.55em;font-weight:450;letter-spacing:0}
.lead{margin:6px 0 0;max-width:68ch;color:var(--soft);font-size:17px}
.lead:empty{display:none}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:1px;margin:24px 0 0;background:var(--line);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.facts div{display:flex;flex-direction:column-reverse;padding:14px 16px;background:var(--card)}
.facts dt{color:var(--soft);font-size:12.5px}
.facts dd{margin:0;font-size:24px;font-weight:620;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.source{margin:10px 2px 0;color:var(--soft);font-size:13px;overflow-wrap:anywhere}
.warnings{margin:0 0 20px;padding:12px 16px 12px 34px;border-left:4px solid var(--warm);border-radius:0 8px 8px 0;background:var(--card)}
section{margin:20px 0 0;padding:22px 24px 24px;background:var(--card);border:1px solid var(--line);border-radius:12px}
h2{margin:0 0 14px;font-size:19px;font-weight:650;letter-spacing:-.01em}
figure{margin:0;min-width:0}
figcaption,.caption{max-width:78ch;margin:12px 0 0;color:var(--soft);font-size:13px;line-height:1.45}
.caption{margin:-6px 0 16px}
.columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:28px 36px;align-items:start}
.stacked{display:grid;gap:24px}
.columns.three{grid-template-columns:minmax(0,1.1fr) minmax(0,1fr) minmax(0,1fr);gap:28px}
table{width:100%;border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
th{font-weight:500;text-align:left;overflow-wrap:anywhere}
thead th{padding:0 10px 7px 0;color:var(--soft);font-size:12.5px;font-weight:450;border-bottom:1px solid var(--line);vertical-align:bottom;white-space:nowrap}
tbody td,tbody th{padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:middle}
tbody tr:last-child>*{border-bottom:0}
tr>:last-child{padding-right:0}
tbody th[scope=row]{min-width:7em}
.number{text-align:right;white-space:nowrap}
.soft,.plain th{color:var(--soft)}
.plain th{width:9em;font-weight:400;vertical-align:top}
th small{display:block;max-width:34ch;color:var(--soft);font-size:12px;line-height:1.35;font-weight:400}
.functions tbody th[scope=row]{min-width:11em}.functions td:nth-child(3){min-width:8em}
.better{font-weight:680;background:var(--good)}
td.better{padding-left:8px;padding-right:8px;border-radius:3px}
.wide{width:26%}
.scroll{overflow-x:auto}
.share{display:flex;align-items:center;gap:8px;min-width:130px}
.share b{flex:0 0 4.2em;font-weight:400;text-align:right}
.track{position:relative;display:block;flex:1;height:9px;border-radius:2px;background:var(--track)}
.track i{display:block;height:100%;border-radius:2px;background:var(--accent)}
.track s{position:absolute;top:-3px;bottom:-3px;width:2px;margin-left:-1px;background:var(--ink)}
.named{padding-left:18px!important;text-indent:-18px;min-width:8.5em}
.swatch{display:inline-block;width:10px;height:10px;margin-right:8px;border-radius:3px}
.chip{display:inline-block;max-width:min(16em,100%);padding:0 8px;border:1.5px solid;border-radius:20px;background:none!important;font-size:12.5px;line-height:1.5;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;vertical-align:bottom}
svg{display:block;max-width:100%;overflow:visible}
svg text{fill:var(--ink);font-size:11px;font-family:inherit;font-variant-numeric:tabular-nums}
svg .tick,svg .axis,svg .soft{fill:var(--soft)}
svg .mark{font-size:10px;fill:var(--soft)}
svg .rule{fill:none;stroke:var(--line);stroke-width:1}
svg .equal{stroke:var(--soft);stroke-dasharray:3 4}
svg .line{fill:none;stroke:var(--accent);stroke-width:1.8;stroke-linejoin:round}
svg circle{fill:var(--accent)}
.square circle{fill-opacity:.6;stroke:var(--accent)}
.chart{width:100%;height:auto}
.square{max-width:340px}
.dots{width:120px;height:14px}
.dots .diamond{fill:none;stroke:var(--warm);stroke-width:1.6}
.heat{max-width:none}
.heat rect{rx:3px}
.heat .name{font-size:11.5px}
.legend{display:flex;align-items:center;gap:3px;margin:0 0 14px;color:var(--soft);font-size:12.5px}
.legend span{width:16px;height:12px;border-radius:2px}
.legend span:first-of-type{margin-left:6px}.legend span:last-of-type{margin-right:6px}
.disputes{margin:0;padding:0;list-style:none;columns:2;column-gap:36px}
.dispute{break-inside:avoid;padding:12px 0 14px;border-top:1px solid var(--line)}
.dispute p{margin:0}
.id{display:flex;justify-content:space-between;gap:8px;color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}
.text{padding-top:2px;overflow-wrap:anywhere}
.more{font-size:13px;overflow-wrap:anywhere}.more>span{margin-right:10px}
.votes{margin:8px 0;padding:0;list-style:none;font-size:13px;overflow-wrap:anywhere}
.votes li{padding:1.5px 0}
.probabilities{color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}
.stack{display:flex;height:6px;margin:0 0 4px;border-radius:3px;overflow:hidden;background:var(--track)}
footer{margin:24px 2px 0;color:var(--soft);font-size:12.5px}
${["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c-other"]
  .map((c) => `.${c},.track i.${c}{background:var(--${c});border-color:var(--${c});fill:var(--${c})}`)
  .join("\n")}
.h0{fill:var(--h0);background:var(--h0)}
${Array.from({ length: 8 }, (_, i) => {
  const mix = `color-mix(in oklab,var(--h8) ${Math.round((100 * i) / 7)}%,var(--h1))`;
  return `.h${i + 1}{fill:${mix};background:${mix}}`;
}).join("\n")}
@media (max-width:900px){.columns.three{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:720px){body{padding:24px 12px 40px}section{padding:18px 14px}h1{font-size:27px}
.columns,.columns.three{grid-template-columns:minmax(0,1fr)}.disputes{columns:1}.facts{grid-template-columns:repeat(2,1fr)}}
@media print{:root{--paper:#fff}html{font-size:12px}body{max-width:none;padding:0}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
section{margin-top:10px;padding:14px 0;border:0;border-top:1px solid var(--line);border-radius:0}
.facts{grid-template-columns:repeat(6,1fr)}.columns{grid-template-columns:repeat(2,minmax(0,1fr))}
.columns.three{grid-template-columns:minmax(0,1.1fr) minmax(0,1fr) minmax(0,1fr);gap:16px}
.disputes{columns:2}.scroll{overflow:visible}.heat{max-width:100%;height:auto}table{font-size:11.5px}
figure,tr,.facts{break-inside:avoid}figure:has(.functions){break-inside:auto}h2,.caption{break-after:avoid}}
`;
