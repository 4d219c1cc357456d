// A value that few cells have: one pointer where it is absent.
//
// Knows: ownership; a copy of a Rare is a copy of its value. Does not know: what the value means.
// Why not std::optional: it takes the room of the value in every cell, and a sheet may have a million cells.
#pragma once

#include <concepts>
#include <memory>
#include <utility>

namespace jixiao {

template <typename T>
class Rare {
public:
    Rare() = default;
    template <typename U>
        requires std::constructible_from<T, U&&>
    Rare(U&& value) : value_(std::make_unique<T>(std::forward<U>(value))) {}
    Rare(const Rare& other) : value_(other ? std::make_unique<T>(*other) : nullptr) {}
    Rare(Rare&&) noexcept = default;
    Rare& operator=(Rare other) noexcept {
        value_ = std::move(other.value_);
        return *this;
    }
    ~Rare() = default;

    explicit operator bool() const { return value_ != nullptr; }
    // Only where there is a value.
    const T& operator*() const { return *value_; }
    const T* operator->() const { return value_.get(); }

    template <typename U>
    friend bool operator==(const Rare& rare, const U& value) {
        return rare && *rare == value;
    }

private:
    std::unique_ptr<T> value_;
};

}  // namespace jixiao
