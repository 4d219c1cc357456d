"""Forms in quantity, for tests of runs over many of them. The same number gives the same bytes."""

import random


def document(i):
    """The text of form `i`: tabs, a department's name of its own; most are sound, every seventh has a wrong total."""
    rng = random.Random(i)
    parts = [rng.randrange(1, 90_000) / 100 for _ in range(2 + i % 4)]
    total = round(sum(parts), 2) + (100 if i % 7 == 3 else 0)
    money = lambda x: f"{x:.2f}".rstrip("0").rstrip(".")
    lines = ["江苏省某市部门整体预算绩效目标表", f"{2024 + i % 2}年度", f"单位名称\t某市第{i}局",
             f"单位主要职能\t<p>(一) 承担第{i}类事项的管理。</p><p>(二) 组织实施年度计划。</p>", "机构设置及人员配置\t<p>内设处室四个。</p>",
             "部门整体资金(万元)\t收入\t\t\t\t\t全年预算数", f"\t\t资金总额\t\t\t\t{money(total)}",
             f"\t\t\t小计\t\t\t{money(round(sum(parts), 2))}", f"\t\t\t一般公共预算资金\t\t\t{money(round(sum(parts), 2))}",
             "\t支出\t\t\t\t半年计划执行数\t全年预算数"]
    for k, part in enumerate(parts):
        lines.append(f"\t\t{'基本支出' if k == 0 else f'第{k}类专项'}\t\t\t{money(round(part / 2, 2))}\t{money(part)}")
    lines += [f"中长期目标\t<p>第{i}类事项管理规范。</p>", "年度目标\t<p>完成年度计划。</p>",
              "一级指标\t二级指标\t三级指标\t\t\t半年指标值\t全年指标值", "决策\t计划制定\t工作计划制定健全性\t\t\t健全\t健全",
              "过程\t预算执行\t预算执行率\t\t\t=50%\t=100%", "\t\t“三公经费”变动率\t\t\t≤0%\t≤0%",
              "一级指标\t二级指标\t重点工作\t对应项目\t三级指标\t半年指标值\t全年指标值",
             f"履职\t承担第{i}类事项的管理\t日常管理\t第1类专项\t办结事项数\t≥{i % 50 + 1}件\t≥{2 * (i % 50 + 1)}件",
             "一级指标\t二级指标\t三级指标\t\t\t半年指标值\t全年指标值", "效益指标\t社会效益\t办事便利程度\t\t\t提高\t提高",
             f"满意度指标\t服务对象满意度\t办事群众满意度\t\t\t≥{80 + i % 15}%\t≥{80 + i % 15}%"]
    return "\n".join(lines) + "\n"


def write_documents(folder, count, per_folder=1000):
    """`count` forms below a folder: 0000/0000000.txt …"""
    for i in range(count):
        path = folder / f"{i // per_folder:04}" / f"{i:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(i), encoding="utf-8")


def outputs(folder):
    """{relative name: bytes} of everything below a folder that is not hidden."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[str(name)] = path.read_bytes()
    return found


def leftovers(folder):
    """Names of temporary files that a run has left."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*")
            if path.is_file() and (path.name.endswith(".part") or ".jixiao/tmp/" in str(path))]
