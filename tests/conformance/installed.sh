#!/bin/bash
# The installed program and the Debian package: they hold what they need, and work away from the source tree.
# Called as `installed.sh PROGRAM FOLDER`; PROGRAM stands in its build folder.
set -eu
build=$(dirname "$1") folder=$2
top=$(cd "$(dirname "$0")/../.." && pwd)

for tool in dpkg-deb dpkg-shlibdeps; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done

cmake --install "$build" --prefix "$folder/prefix" >/dev/null
for file in bin/jixiao share/jixiao/templates/vocabulary.xml share/jixiao/fonts/manifest.xml \
    share/jixiao/form.schema.json share/doc/jixiao/copyright; do
    [ -s "$folder/prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done

# A library path or a path of the build machine would tie the program to it.
if grep -aqF "$top/" "$folder/prefix/bin/jixiao"; then
    echo "the installed program names $top"; exit 1
fi

cd "$folder"
cp "$top/fixtures/changzhou-kjj-2024.txt" seed.txt
status=0
prefix/bin/jixiao convert seed.txt -o installed --to json,xlsx,pdf 2>messages || status=$?
[ $status -eq 3 ] || { echo "exit code $status"; cat messages; exit 1; }
"$1" convert seed.txt -o built --to json,xlsx,pdf 2>/dev/null || true
diff -r installed built

(cd "$build" && cpack -G DEB -B "$folder/package" >/dev/null)
deb=$(echo "$folder"/package/*.deb)
dpkg-deb -c "$deb" | grep -q ' ./usr/bin/jixiao$'
depends=$(dpkg-deb -f "$deb" Depends)
for package in fonts-noto-cjk libc6 libstdc++6 libicu72 libpodofo0.9.8 libxlsxwriter4 libharfbuzz-subset0; do
    case "$depends" in *"$package"*) ;; *) echo "the package does not depend on $package: $depends"; exit 1 ;; esac
done
dpkg-deb -f "$deb" Recommends | grep -q fonts-lxgw-wenkai
echo "installed and packaged: $(basename "$deb")"
