// sheetjs.mjs BOOK.xlsx REPEATS: reads a workbook with its merges; prints processor milliseconds, the best of REPEATS.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const XLSX = createRequire(process.cwd() + "/")("xlsx");
const bytes = readFileSync(process.argv[2]);
let best = Infinity, cells = 0;
for (let i = 0; i < Number(process.argv[3]); ++i) {
    const before = process.cpuUsage();
    const book = XLSX.read(bytes);
    cells = book.SheetNames.reduce((n, name) => n + Object.keys(book.Sheets[name]).length, 0);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
}
if (cells === 0) process.exit(1);
console.log(best.toFixed(3));
