// The style sheet and the script of the HTML report.
#include "report/html_report.h"

namespace jixiao {

// Colours of text on their ground have a contrast of 4.5 and more (WCAG 2.1, 1.4.3); roles differ in weight, slant or
// border, too, not by colour alone (1.4.1).
std::string_view report_style() {
    return R"css(:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--ground:#f4f6f8;--blue:#0b57a4;--red:#b42318;--amber:#8a5300;--green:#1a6b36}
*{box-sizing:border-box}[hidden]{display:none!important}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{max-width:1240px;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;margin:.2em 0 .6em}h2{font-size:1.25rem;margin:2rem 0 .6rem}h3{font-size:1rem;margin:1.2rem 0 .5rem}
a{color:var(--blue)}code{font:.82em ui-monospace,Consolas,"DejaVu Sans Mono",monospace;color:var(--soft)}
svg.defs{position:absolute}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.7rem;margin:0}
.cards div{background:var(--paper);border:1px solid var(--line);border-top:4px solid var(--soft);border-radius:6px;padding:.6rem .9rem}
.cards .e{border-top-color:var(--red)}.cards .w{border-top-color:#c77700}.cards .ok{border-top-color:var(--green)}
dt{color:var(--soft);font-size:.9rem}dd{margin:0;font-size:1.8rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.6rem .6rem .3rem}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;unicode-bidi:isolate}
thead th{background:#eaeef2;font-size:.85rem;white-space:nowrap}
.docs th[scope=row],.codes th[scope=row]{font-weight:400}.docs th{overflow-wrap:anywhere;min-width:7.5rem}.docs td:nth-child(4){white-space:nowrap}
.m{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.ne,.nw,.nn,.nok{display:inline-block;border-radius:1em;padding:0 .6em;font-size:.82rem;white-space:nowrap;border:1px solid}
.ne{color:var(--red);background:#fff1f0}.nw{color:var(--amber);background:#fff7e6}.nn{color:#444c56;background:#f1f3f5}.nok{color:var(--green);background:#eaf7ee}
form{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin:0 0 .6rem}form[hidden]{display:none}
input,select{font:inherit;padding:.25rem .5rem;border:1px solid #8c959f;border-radius:5px;background:#fff;color:inherit;max-width:100%}
:focus-visible{outline:3px solid #f2a100;outline-offset:1px}
.key span{display:inline-block;padding:0 .6em;border:1px solid var(--line)}
.left{color:var(--soft);padding:.3rem .6rem;margin:.4rem 0}.bad{color:var(--red);white-space:pre-wrap}.who{color:var(--soft);margin:.2rem 0 .6rem}
.doc{background:var(--paper);border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:0 .9rem}
.doc{content-visibility:auto;contain-intrinsic-size:auto 3.2rem}.doc[open]{padding-bottom:.9rem}.doc>div{scroll-margin-top:4rem}
summary{cursor:pointer;padding:.5rem 0}summary h3{display:inline;margin:0 .6rem 0 0;overflow-wrap:anywhere}
.fnd{padding-left:0;list-style:none;margin:.3rem 0}
.fnd li{border-left:5px solid var(--soft);background:#f8f9fa;padding:.4rem .8rem;margin:.4rem 0;scroll-margin-top:1rem;overflow-wrap:anywhere}
.fnd .e{border-color:var(--red)}.fnd .w{border-color:#c77700}
.fnd li.e>b{color:var(--red)}.fnd li.w>b{color:var(--amber)}
.fnd p{margin:.15rem 0}.fnd .at,.fnd .fig{font-size:.88rem;color:#444c56}.fnd .fig span{margin-right:1rem}.fnd i{font-style:normal;color:var(--soft)}
q{quotes:none;background:#fff;border:1px solid var(--line);border-radius:3px;padding:0 .3em}
.money{margin:1rem 0;padding:.6rem .8rem;border:1px solid var(--line);border-radius:6px}
figcaption{font-weight:600;margin-bottom:.3rem}
.bar{display:grid;grid-template-columns:minmax(7rem,15rem) 8rem 1fr;gap:0 .8rem;align-items:center;padding:.25rem 0}
.bar b{text-align:right;font-variant-numeric:tabular-nums;font-weight:600}
.bar svg{width:100%;height:22px;display:block;background:#f1f3f5}
.bar small,.bar p{grid-column:3;margin:0;font-size:.85rem;color:#444c56}.bar .gap{color:var(--red)}.bar .fits{color:var(--green)}
.t{fill:#3d4753}.p{fill:#2f6fad}.q{fill:#7fb0db}.g{fill:url(#hatch);stroke:#c0271c;stroke-width:1;vector-effect:non-scaling-stroke}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1rem;align-items:start}
.two .scroll{max-height:85vh;overflow:auto}.two table{font-size:.86rem}
.src td{border:1px solid var(--line);min-width:2.2rem;white-space:pre-wrap;overflow-wrap:break-word}.src tbody th{color:var(--soft);font-weight:400;text-align:right;font-size:.78rem}
.l{background:#e3eefb;color:#0a3d75}.h{background:#d3d9e0;font-weight:600}.v{background:#eaf7ee;box-shadow:inset 3px 0 #2e8b57}
.i{background:#f1f3f5;color:#57606a;font-style:italic}.u{background:#fff0b3;outline:2px dashed #a15c00;outline-offset:-2px}.z{text-decoration:underline dotted #57606a 2px}
.frm a{color:inherit;text-decoration:underline;text-decoration-color:#9db8d3;text-underline-offset:3px}.frm p{margin:0 0 .3rem}.frm .b{color:var(--soft)}
.frm th[scope=row]{width:8.5rem;font-weight:600;background:#f6f8fa}
sup{line-height:1;margin-left:.15rem}sup a,.frm sup a{display:inline-block;min-width:1.5em;padding:.12em .25em;text-align:center;border-radius:.8em;font-size:.75rem;font-weight:600;font-style:normal;text-decoration:none;color:#fff;background:#57606a}
sup .e,.frm sup .e{background:var(--red)}sup .w,.frm sup .w{background:var(--amber)}
:target,.hit{background:#ffe58a!important;color:var(--ink);outline:2px solid #a15c00;outline-offset:-2px}.doc>div:target{background:none!important;outline:0}
td:target,li:target{scroll-margin:5rem}
@media(max-width:800px){main{padding:1rem .6rem 3rem}.two{grid-template-columns:minmax(0,1fr)}.bar{grid-template-columns:1fr auto}.bar svg,.bar small,.bar p{grid-column:1/-1}
.docs thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}.docs tr{display:block;padding:.5rem .6rem;border-bottom:1px solid var(--line)}.docs th,.docs td{display:inline-block;border:0;padding:0 .5rem 0 0}.docs th[scope=row]{display:block;font-weight:600}}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{@page{margin:15mm}html{font-size:12px}body{background:#fff;font-size:9.5pt}.two table{font-size:8pt}.docs,.codes{font-size:9pt}td,th{padding:2pt 4pt}main{max-width:none;padding:0}#filter,.key{display:none}a{color:inherit}.scroll,.two .scroll{overflow:visible;max-height:none;border:0}
details::details-content{content-visibility:visible;display:block}details:not([open])>div{display:block}.doc{border:0;border-top:1pt solid #000;padding:0}summary{list-style:none}.two{display:block}thead tr,.docs tr,.codes tr,.fnd li,.bar{break-inside:avoid}.doc{content-visibility:visible}.fnd li{padding:2pt 6pt;margin:2pt 0}h2,h3,caption,summary{break-after:avoid}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)css";
}

std::string_view report_script() {
    return R"js((()=>{
const filter=document.getElementById("filter"),rows=[...document.querySelectorAll(".docs tbody tr")];
if(filter&&rows.length>1){
const q=document.getElementById("q"),k=document.getElementById("k"),n=document.getElementById("n");
const show=()=>{const words=q.value.toLowerCase().split(/\s+/).filter(Boolean);let count=0;
for(const row of rows){const text=row.textContent.toLowerCase();
row.hidden=!(words.every(w=>text.includes(w))&&(!k.value||row.dataset.k===k.value));count+=!row.hidden}
n.value=count+" / "+rows.length};
filter.hidden=false;filter.addEventListener("input",show);filter.addEventListener("submit",e=>e.preventDefault());show()}
let lit=[];
const light=e=>{for(const x of lit)x.classList.remove("hit");lit=[];
const a=e.target.closest&&e.target.closest('a[href^="#s"]'),cell=e.target.closest&&e.target.closest("td[id^=s]");
if(a)lit=[document.getElementById(a.getAttribute("href").slice(1))];
else if(cell)lit=[...cell.closest(".two").querySelectorAll('.frm a[href="#'+cell.id+'"]')].map(x=>x.closest("td"));
lit=lit.filter(Boolean);for(const x of lit)x.classList.add("hit")};
document.addEventListener("mouseover",light);document.addEventListener("focusin",light);
addEventListener("beforeprint",()=>{for(const d of document.querySelectorAll("details"))d.open=true});
})();
)js";
}

}  // namespace jixiao
