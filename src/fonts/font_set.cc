#include "fonts/font_set.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>

#include <hb.h>
#include <openssl/evp.h>

#include "base/file_io.h"
#include "fonts/face.h"
#include "fonts/manifest.h"
#include "fonts/subset.h"

namespace jixiao {

namespace {

constexpr std::uintmax_t kManifestLimit = 1 << 20;  // bytes; ours has 3 KB

std::size_t index_of(FontRole role) {
    return static_cast<std::size_t>(role);
}

// Characters that look better in a Latin face: ASCII, and the letters of Latin-1 and Latin Extended-A and B. Signs
// such as ° · × “ ” … are written a full square wide in Chinese and stay with the Chinese face.
bool prefers_latin(char32_t c) {
    if (c < 0x80) return true;
    return c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7;
}

std::string sha256_hex(const char* data, std::size_t size) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_Digest(data, size, digest, &length, EVP_sha256(), nullptr) != 1) return {};
    std::string hex;
    for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

// A face of the manifest whose file is there, or of --font. Opened on first use.
struct Slot {
    FontRole role{};
    int family = 0;  // within its role; -1: the office's own
    bool bold = false;
    std::string postscript_name, package;
    std::filesystem::path path;

    mutable std::once_flag opening, first_subset;
    mutable std::unique_ptr<Face> owner;
    mutable std::optional<Failure> failure;  // of opening
    mutable std::atomic<const Face*> ready{nullptr};  // null too after a failed opening
    mutable SubsetSource plain;
    mutable std::unique_ptr<SubsetSource> fast_owner;
    mutable std::atomic<const SubsetSource*> fast{nullptr};
    mutable std::atomic<unsigned> picked_for{0};  // bit mask of roles

    const Face* face() const {
        if (const Face* opened = ready.load(std::memory_order_acquire)) return opened;
        std::call_once(opening, [this] {
            auto opened = open_face(path, postscript_name);
            if (!opened) {
                failure = std::move(opened.error());
                return;
            }
            owner = std::move(*opened);
            ready.store(owner.get(), std::memory_order_release);
        });
        return ready.load(std::memory_order_acquire);
    }
};

}  // namespace

struct FontSet::State {
    FontManifest manifest;
    std::vector<std::unique_ptr<Slot>> slots;  // by FaceId
    // By role, bold, and whether the character prefers a Latin face.
    std::array<std::array<std::array<std::vector<FaceId>, 2>, 2>, kFontRoles> chains;
    std::mutex slow;  // preprocessing and hashing

    const Slot& slot(FaceId face) const { return *slots[static_cast<std::size_t>(face)]; }

    void add_faces_of(FontRole role, const std::vector<std::filesystem::path>& directories);
    Result<void> add_own(FontRole role, const std::filesystem::path& path);
    void link_chains();
    std::vector<FaceId> faces_of(FontRole role, bool bold) const;
};

void FontSet::State::add_faces_of(FontRole role, const std::vector<std::filesystem::path>& directories) {
    const auto& families = manifest.role(role).families;
    for (std::size_t f = 0; f < families.size(); ++f) {
        for (const bool bold : {false, true}) {
            const FaceEntry* found = nullptr;
            std::filesystem::path path;
            for (const FaceEntry& entry : bold ? families[f].bold : families[f].regular) {
                for (const auto& directory : directories) {
                    std::error_code ignored;
                    path = directory / entry.file;
                    if (!std::filesystem::is_regular_file(path, ignored)) continue;
                    found = &entry;
                    break;
                }
                if (found) break;
            }
            if (!found) continue;
            auto slot = std::make_unique<Slot>();
            slot->role = role;
            slot->family = static_cast<int>(f);
            slot->bold = bold;
            slot->postscript_name = found->postscript_name;
            slot->package = families[f].package;
            slot->path = path;
            slots.push_back(std::move(slot));
        }
    }
}

// `FILE.ttc#Name` names a face of a collection; a file whose own name holds a # is taken as it is.
Result<void> FontSet::State::add_own(FontRole role, const std::filesystem::path& given) {
    std::filesystem::path path = given;
    std::string name;
    std::error_code ignored;
    const std::string text = given.string();
    const std::size_t hash = text.rfind('#');
    if (hash != std::string::npos && !std::filesystem::exists(given, ignored)) {
        path = text.substr(0, hash);
        name = text.substr(hash + 1);
    }
    auto face = open_face(path, name);
    if (!face) return std::unexpected(std::move(face.error()));
    if ((*face)->embedding != Embedding::Subset) {
        const bool whole = (*face)->embedding == Embedding::WholeOnly;
        return fail({path.filename().string(), "", {}},
                    whole ? message("字体 {} 声明不许取子集嵌入（OS/2 fsType）",
                                    "the font {} forbids embedding subsets (OS/2 fsType)", (*face)->postscript_name)
                          : message("字体 {} 声明不许嵌入文件（OS/2 fsType）",
                                    "the font {} forbids embedding (OS/2 fsType)", (*face)->postscript_name),
                    message("请向字体厂商取得嵌入授权，或换一款字体",
                            "obtain the right to embed from the font's maker, or choose another font"));
    }
    auto slot = std::make_unique<Slot>();
    slot->role = role;
    slot->family = -1;
    slot->bold = (*face)->bold;
    slot->postscript_name = (*face)->postscript_name;
    slot->path = path;
    std::call_once(slot->opening, [&] {
        slot->owner = std::move(*face);
        slot->ready.store(slot->owner.get(), std::memory_order_release);
    });
    slots.push_back(std::move(slot));
    return {};
}

// The faces listed for one role: the office's own first, then family by family; within each, the weight asked for
// first.
std::vector<FaceId> FontSet::State::faces_of(FontRole role, bool bold) const {
    std::vector<FaceId> ids;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i]->role == role) ids.push_back(static_cast<FaceId>(i));
    }
    std::ranges::stable_sort(ids, {},
                             [&](FaceId id) { return std::pair(slot(id).family, slot(id).bold == bold ? 0 : 1); });
    return ids;
}

void FontSet::State::link_chains() {
    for (std::size_t r = 0; r < kFontRoles; ++r) {
        for (const bool bold : {false, true}) {
            const auto role = static_cast<FontRole>(r);
            std::vector<FaceId> chain = faces_of(role, bold);
            for (const FontRole other : manifest.role(role).fallback) {
                for (const FaceId id : faces_of(other, bold)) chain.push_back(id);
            }
            std::vector<FaceId> latin = faces_of(FontRole::Latin, bold);
            latin.insert(latin.end(), chain.begin(), chain.end());
            chains[r][bold][0] = std::move(chain);
            chains[r][bold][1] = std::move(latin);
        }
    }
}

FontSet::FontSet() : state_(std::make_unique<State>()) {}
FontSet::~FontSet() = default;

Result<std::shared_ptr<FontSet>> FontSet::load(const std::filesystem::path& manifest, const Options& options) {
    auto bytes = read_file(manifest, kManifestLimit);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    auto parsed = parse_font_manifest(manifest.filename().string(), *bytes);
    if (!parsed) return std::unexpected(std::move(parsed.error()));

    std::shared_ptr<FontSet> set(new FontSet());
    State& state = *set->state_;
    state.manifest = std::move(*parsed);
    for (const auto& [role, path] : options.own) {
        if (auto added = state.add_own(role, path); !added) return std::unexpected(std::move(added.error()));
    }
    std::vector<std::filesystem::path> directories = options.directories;
    directories.insert(directories.end(), state.manifest.directories.begin(), state.manifest.directories.end());
    for (std::size_t r = 0; r < kFontRoles; ++r) state.add_faces_of(static_cast<FontRole>(r), directories);
    state.link_chains();

    const std::vector<FaceId> song = state.faces_of(FontRole::Song, false);
    if (std::ranges::none_of(song, [&](FaceId id) { return state.slot(id).face() != nullptr; })) {
        for (const FaceId id : song)
            if (auto& failure = state.slot(id).failure) return std::unexpected(std::move(*failure));
        std::string packages;
        for (const FontFamily& family : state.manifest.role(FontRole::Song).families) {
            if (!packages.empty()) packages += ' ';
            packages += family.package;
        }
        return fail({manifest.filename().string(), "", {}},
                    message("没有找到宋体（角色 song）的任何字体文件", "no font file for role song was found"),
                    message("请安装：apt-get install {0}", "install it: apt-get install {0}", packages));
    }
    return set;
}

std::optional<FontSet::Pick> FontSet::pick(FontRole role, bool bold, char32_t c) const {
    for (const FaceId id : state_->chains[index_of(role)][bold][prefers_latin(c)]) {
        const Slot& slot = state_->slot(id);
        const Face* face = slot.face();
        if (!face) continue;
        const GlyphId glyph = face->glyph(c);
        if (glyph == 0) continue;
        const unsigned bit = 1U << index_of(role);
        if ((slot.picked_for.load(std::memory_order_relaxed) & bit) == 0) {
            slot.picked_for.fetch_or(bit, std::memory_order_relaxed);
        }
        return Pick{id, glyph};
    }
    return std::nullopt;
}

double FontSet::advance(FaceId face, GlyphId glyph) const {
    return state_->slot(face).face()->advance(glyph);
}
const FaceMetrics& FontSet::metrics(FaceId face) const {
    return state_->slot(face).face()->metrics;
}
std::string FontSet::postscript_name(FaceId face) const {
    return state_->slot(face).postscript_name;
}

std::string FontSet::office_name(FontRole role) const {
    for (const FaceId id : state_->faces_of(role, false)) {
        if (state_->slot(id).family < 0) return state_->slot(id).face()->family;
    }
    return state_->manifest.role(role).office;
}

FaceId FontSet::first(FontRole role, bool bold) const {
    const auto& chain = state_->chains[index_of(role)][bold][0];
    const auto found = std::ranges::find_if(chain, [&](FaceId id) { return state_->slot(id).face() != nullptr; });
    // load() has opened a face of role song; a role that does not fall back on song still sets its lines by it.
    return found != chain.end() ? *found : first(FontRole::Song, bold);
}

bool FontSet::substituted(FontRole role) const {
    if (state_->manifest.role(role).families.empty()) return false;
    const Slot& slot = state_->slot(first(role, false));
    return slot.role != role || slot.family > 0;
}

Result<FontSubset> FontSet::subset(FaceId face, std::span<const GlyphId> glyphs) const {
    const Slot& slot = state_->slot(face);
    const Face& opened = *slot.face();
    if (const SubsetSource* fast = slot.fast.load(std::memory_order_acquire); fast && holds(*fast, glyphs)) {
        return subset_face(opened, *fast, glyphs);
    }
    std::call_once(slot.first_subset, [&] { slot.plain = plain_source(opened); });
    return subset_face(opened, slot.plain, glyphs);
}

void FontSet::preprocess() const {
    const std::lock_guard lock(state_->slow);
    for (const auto& slot : state_->slots) {
        const Face* opened = slot->ready.load(std::memory_order_acquire);
        if (!opened || slot->fast.load(std::memory_order_acquire)) continue;
        slot->fast_owner = std::make_unique<SubsetSource>(prepared_source(*opened));
        slot->fast.store(slot->fast_owner.get(), std::memory_order_release);
    }
}

std::vector<FontFile> FontSet::files_used() const {
    std::vector<FontFile> files;
    for (std::size_t i = 0; i < state_->slots.size(); ++i) {
        const Slot& slot = *state_->slots[i];
        const unsigned roles = slot.picked_for.load(std::memory_order_relaxed);
        if (roles == 0) continue;
        unsigned size = 0;
        const char* data = hb_blob_get_data(slot.face()->file.get(), &size);
        FontFile file{std::string(font_role_name(slot.role)), slot.postscript_name, slot.package,
                      sha256_hex(data, size), slot.family > 0};
        for (std::size_t r = 0; r < kFontRoles; ++r) {
            const auto role = static_cast<FontRole>(r);
            const bool serves = (roles >> r & 1U) != 0 && first(role, slot.bold) == static_cast<FaceId>(i);
            if (serves && slot.role != role && substituted(role)) file.substituted = true;
        }
        files.push_back(std::move(file));
    }
    return files;
}

}  // namespace jixiao
