#include "exporters/pdf_file.h"

#include <memory>
#include <stdexcept>

#include <libdeflate.h>
#include <podofo/podofo-base.h>
#include <xxhash.h>

#include "exporters/pdf_syntax.h"

namespace jixiao {

namespace {

namespace pod = PoDoFo;

// Objects an object stream holds: a reader unpacks a whole stream to see one of its objects.
constexpr std::size_t kPerObjectStream = 400;

constexpr std::size_t kXrefRow = 7;  // bytes of an entry of the cross-reference stream, /W [1 4 2]

// Where the cross-reference stream says an object lies (7.5.8.3, table 18).
struct Entry {
    int type = 1;           // 1: at an offset; 2: in an object stream
    std::size_t where = 0;  // offset, or the object stream's number
    std::size_t index = 0;  // in the object stream
};

// PoDoFo's objects for one file, and the bytes they are written to.
class Writer {
public:
    Writer() : device_(&buffer_) { objects_.SetAutoDelete(true); }

    pod::PdfObject& plain(int number, const std::string& value) {
        return push(number, pod::PdfVariant(pod::PdfData(value.data(), value.size())));
    }

    pod::PdfObject& stream(int number, const PdfFile::Entries& entries, const Bytes& data, bool deflated) {
        pod::PdfObject& object = push(number, pod::PdfVariant(pod::PdfDictionary()));
        // Set drops /Filter, so that entry comes after it.
        object.GetStream()->Set(data.data(), static_cast<pod::pdf_long>(data.size()), pod::TVecFilters());
        for (const auto& [key, value] : entries) {
            object.GetDictionary().AddKey(pod::PdfName(key),
                                          pod::PdfObject(pod::PdfVariant(pod::PdfData(value.data(), value.size()))));
        }
        if (deflated)
            object.GetDictionary().AddKey(pod::PdfName("Filter"), pod::PdfObject(pod::PdfName("FlateDecode")));
        return object;
    }

    void text(std::string_view bytes) { device_.Write(bytes.data(), bytes.size()); }
    void object(const pod::PdfObject& object) { object.WriteObject(&device_, pod::ePdfWriteMode_Clean, nullptr); }
    std::size_t size() const { return device_.Tell(); }
    std::string_view bytes() const { return {buffer_.GetBuffer(), device_.Tell()}; }

private:
    // Why not CreateObject: references are known before the values that use them, and assigning a value to
    // an object resets its number.
    pod::PdfObject& push(int number, const pod::PdfVariant& value) {
        auto owned =
            std::make_unique<pod::PdfObject>(pod::PdfReference(static_cast<pod::pdf_objnum>(number), 0), value);
        objects_.push_back(owned.get());
        return *owned.release();
    }

    pod::PdfVecObjects objects_;
    pod::PdfRefCountedBuffer buffer_;
    pod::PdfOutputDevice device_;
};

// The values of several objects, one after another, behind the table of their numbers and offsets (7.5.7).
struct ObjectStream {
    std::string head;
    pod::PdfRefCountedBuffer buffer;
    pod::PdfOutputDevice body{&buffer};
    std::size_t count = 0;

    void add(int number, const pod::PdfObject& object) {
        append_int(head, number);
        head += ' ';
        append_int(head, static_cast<long long>(body.Tell()));
        head += ' ';
        object.Write(&body, pod::ePdfWriteMode_Clean, nullptr);
        body.Write("\n", 1);
        ++count;
    }
    Bytes data() const { return head + std::string(buffer.GetBuffer(), body.Tell()); }
};

void append_big_endian(Bytes& out, std::size_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 255);
}

std::string number_text(std::size_t value) {
    return std::to_string(value);
}

// 128 bits of a hash (14.4): the same content has the same identifier, on any machine at any time. Why none that withstands an
// attacker: it tells files apart and protects nothing, and SHA-256 was an eighth of a document.
std::string content_id(std::string_view bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return fmt::format("{:016X}{:016X}", hash.high64, hash.low64);
}

}  // namespace

std::string reference(PdfFile::Ref ref) {
    std::string out;
    append_int(out, ref);
    return out += " 0 R";
}

Bytes deflate(const Bytes& data, Effort effort) {
    // One a thread and effort, kept: its tables take some hundred KB, and a document has eleven streams.
    using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
    thread_local const Compressor texts(libdeflate_alloc_compressor(5), libdeflate_free_compressor);
    thread_local const Compressor outlines(libdeflate_alloc_compressor(1), libdeflate_free_compressor);
    const Compressor& compressor = effort == Effort::Outlines ? outlines : texts;
    if (!compressor) throw std::bad_alloc();
    Bytes out;
    const std::size_t bound = libdeflate_zlib_compress_bound(compressor.get(), data.size());
    out.resize_and_overwrite(bound, [&](char* to, std::size_t) {
        return libdeflate_zlib_compress(compressor.get(), data.data(), data.size(), to, bound);
    });
    return out;
}

PdfFile::Ref PdfFile::reserve() {
    objects_.emplace_back();
    return static_cast<Ref>(objects_.size());
}

void PdfFile::put(Ref ref, std::string value) {
    objects_[static_cast<std::size_t>(ref - 1)].value = std::move(value);
}

PdfFile::Ref PdfFile::add(std::string value) {
    const Ref ref = reserve();
    put(ref, std::move(value));
    return ref;
}

void PdfFile::put_stream(Ref ref, Entries entries, Bytes data, Store store) {
    Object& object = objects_[static_cast<std::size_t>(ref - 1)];
    object.stream = true;
    object.deflated = store != Store::Plain;
    object.entries = std::move(entries);
    object.value = object.deflated ? deflate(data, store == Store::Outlines ? Effort::Outlines : Effort::Text) : std::move(data);
}

PdfFile::Ref PdfFile::add_stream(Entries entries, Bytes data, Store store) {
    const Ref ref = reserve();
    put_stream(ref, std::move(entries), std::move(data), store);
    return ref;
}

Result<Bytes> PdfFile::write(Ref root, Ref info) const {
    try {
        Writer out;
        out.text("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        std::vector<Entry> xref(objects_.size() + 1);
        xref[0] = {0, 0, 65535};
        int next = static_cast<int>(objects_.size()) + 1;  // numbers of the streams added here
        const auto put_object_stream = [&](const ObjectStream& packed) {
            const pod::PdfObject& object = out.stream(
                next++,
                {{"Type", "/ObjStm"}, {"N", number_text(packed.count)}, {"First", number_text(packed.head.size())}},
                deflate(packed.data()), true);
            xref.push_back({1, out.size(), 0});
            out.object(object);
        };
        // PoDoFo keeps its objects in order of their numbers: all of ours first.
        std::vector<const pod::PdfObject*> plain(objects_.size(), nullptr);
        for (std::size_t i = 0; i < objects_.size(); ++i) {
            const Object& o = objects_[i];
            const int number = static_cast<int>(i) + 1;
            if (!o.stream) {
                plain[i] = &out.plain(number, o.value);
                continue;
            }
            const pod::PdfObject& object = out.stream(number, o.entries, o.value, o.deflated);
            xref[i + 1] = {1, out.size(), 0};
            out.object(object);
        }
        auto packed = std::make_unique<ObjectStream>();
        for (std::size_t i = 0; i < plain.size(); ++i) {
            if (!plain[i]) continue;
            xref[i + 1] = {2, static_cast<std::size_t>(next), packed->count};
            packed->add(static_cast<int>(i) + 1, *plain[i]);
            if (packed->count < kPerObjectStream) continue;
            put_object_stream(*packed);
            packed = std::make_unique<ObjectStream>();
        }
        if (packed->count > 0) put_object_stream(*packed);

        const std::size_t start = out.size();
        const std::string id = content_id(out.bytes());
        xref.push_back({1, start, 0});
        Bytes table;
        // Each row but its difference to the one above (7.4.4.4, predictor Up): what counts up becomes ones.
        std::string above(kXrefRow, '\0'), row;
        for (const Entry& entry : xref) {
            row.clear();
            append_big_endian(row, static_cast<std::size_t>(entry.type), 1);
            append_big_endian(row, entry.where, 4);
            append_big_endian(row, entry.index, 2);
            table += '\2';
            for (std::size_t i = 0; i < kXrefRow; ++i) table += static_cast<char>(row[i] - above[i]);
            std::swap(above, row);
        }
        out.object(out.stream(next,
                              {{"Type", "/XRef"},
                               {"Size", number_text(xref.size())},
                               {"W", "[1 4 2]"},
                               {"DecodeParms", "<</Predictor 12/Columns " + number_text(kXrefRow) + ">>"},
                               {"Root", reference(root)},
                               {"Info", reference(info)},
                               {"ID", "[<" + id + "><" + id + ">]"}},
                              deflate(table), true));
        out.text("startxref\n" + number_text(start) + "\n%%EOF\n");
        return Bytes(out.bytes());
    } catch (const pod::PdfError& error) {
        const char* name = pod::PdfError::ErrorName(error.GetError());
        return fail({},
                    message("写 PDF 时 PoDoFo 报错：{}", "PoDoFo failed to write the PDF: {}", name ? name : "?"));
    } catch (const std::exception& error) {
        return fail({}, message("写 PDF 失败：{}", "the PDF could not be written: {}", error.what()));
    }
}

}  // namespace jixiao
