// A sound document for tests of whole batches: every sum fits, every entry is there.
#pragma once

#include <memory>
#include <string>

#include "base/file_io.h"
#include "catch.h"
#include "convert.h"

namespace jixiao::test {

inline const std::string kSound = R"(江苏省南州市部门整体预算绩效目标表
2025年度
单位名称	南州市水务局
单位主要职能	（一）负责全市水资源管理。（二）组织实施防汛抗旱工作。
机构设置及人员配置	内设办公室、计划财务处、水资源处，编制60人。
部门整体资金（万元）	收入				全年预算数
		资金总额			1000.00
		财政拨款	小计		900.00
			一般公共预算资金		800.00
			政府性基金		100.00
			财政专户管理资金		0
		国有资本金			0
		社保基金			0
		上年结转资金			60.00
		其他资金			40.00
	支出			半年计划执行数	全年预算数
		基本支出		150.00	300.00
		河道整治工程		200.00	450.00
		防汛物资储备		100.00	150.00
		节水宣传活动		40.00	100.00
中长期目标	建成覆盖全市的防洪减灾体系，水环境质量持续改善。
年度目标	2025年完成12公里河道整治，保障安全度汛。
一级指标	二级指标	三级指标			半年指标值	全年指标值
决策	计划制定	中长期规划制定健全性			健全	健全
	目标设定	绩效目标合理性			合理	合理
	预算编制	预算编制科学性			科学	科学
过程	预算执行	预算执行率			≥45%	≥95%
		结转结余率			≤10%	≤5%
	预算管理	预算管理制度健全性			健全	健全
一级指标	二级指标	重点工作	对应项目	三级指标	半年指标值	全年指标值
履职	负责全市水资源管理	河道管理	河道整治工程	整治河道长度	≥5公里	≥12公里
	组织实施防汛抗旱工作	防汛准备	防汛物资储备	储备防汛物资品种	≥10种	≥25种
一级指标	二级指标	三级指标			半年指标值	全年指标值
效益指标	经济效益	减少洪涝损失			≥20万元	≥50万元
	社会效益	节水知识知晓率			≥60%	≥80%
	生态效益	河道水质改善			改善	改善
	可持续影响	长效管护机制			健全	健全
满意度指标	服务对象满意度	居民对水环境满意度			≥85%	≥90%
)";

inline std::string planted(const std::string& before, const std::string& after) {
    std::string out = kSound;
    const auto at = out.find(before);
    REQUIRE(at != out.npos);
    return out.replace(at, before.size(), after);
}

inline const Engine& engine() {
    static const std::unique_ptr<Engine> started = [] {
        const std::filesystem::path source = JIXIAO_SOURCE_DIR;
        Engine::Options options;
        options.templates = source / "templates";
        options.rules = source / "templates" / "rules.xml";
        options.font_manifest = source / "fonts" / "manifest.xml";
        auto engine = Engine::start(options);
        if (!engine) FAIL(engine.error().str(Lang::En));
        return std::move(*engine);
    }();
    return *started;
}

inline std::vector<Document> read(const std::string& name, const std::string& bytes, bool keep_source = false) {
    ConvertOptions options;
    options.keep_source = keep_source;
    options.check.publish = true;
    auto documents = read_forms({name, bytes}, engine(), options);
    if (!documents) FAIL(documents.error().str(Lang::En));
    return std::move(*documents);
}

}  // namespace jixiao::test
