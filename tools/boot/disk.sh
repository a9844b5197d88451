# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# Makes the disk of a PC on which Debian was just installed: the standard system, a server for ssh, no desktop, and our packages
# in the administrator's folder. Sourced by tools/try-boot, which has set suite, root, mirror, packages and out.
log=build/boot

inside() { chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
leave_root() {
    local place
    for place in dev/pts dev proc sys; do
        if mountpoint -q "$root/$place"; then umount -l "$root/$place"; fi
    done
}
trap leave_root EXIT

# ---- Debian ----
if [ ! -e "$root/.bare" ]; then
    mkdir -p "$root"
    # The kernel with displays and sound; that for clouds has neither.
    step "Debian's $suite" $log/debootstrap.log debootstrap --include=linux-image-amd64,initramfs-tools,sudo,openssh-server \
        "$suite" "$root" "$mirror"
    touch "$root/.bare"
fi
leave_root
mount -t proc proc "$root/proc"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # nobody starts services in a root that is only entered
chmod 755 "$root/usr/sbin/policy-rc.d"
step "its list of packages" $log/update.log inside apt-get update

# ---- the packages ----
inside id admin >/dev/null 2>&1 || inside useradd -m -s /bin/bash -G sudo admin
rm -f "$root"/home/admin/*.deb
install -m 644 "$packages"/panggil-*.deb "$root/home/admin"
# "The internet is needed once": what apt would fetch is there, and what it recommends too. Ours come by the guide.
step "what the packages need" $log/needs.log inside sh -c 'apt-get install -s /home/admin/*.deb |
    sed -nE "/^Inst panggil/d; s/^Inst ([^ ]+) .*/\1/p" >/root/needs && xargs apt-get install -y </root/needs'
step "cage, to be installed later" $log/cage.log inside apt-get install -y --download-only cage seatd xwayland
rm "$root/usr/sbin/policy-rc.d"

# ---- what was said to the installer ----
echo hub >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 hub\n' >"$root/etc/hosts"
echo '/dev/vda / ext4 errors=remount-ro 0 1' >"$root/etc/fstab"
printf 'auto lo enp0s5\niface lo inet loopback\niface enp0s5 inet static\n    address 192.168.1.10/24\n' >"$root/etc/network/interfaces"
ln -sf /usr/share/zoneinfo/Asia/Makassar "$root/etc/localtime"

# ---- the administrator: a shell at the end of a wire, who is asked for no password and answers yes ----
echo 'admin ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/admin"
echo 'APT::Get::Assume-Yes "true";' >"$root/etc/apt/apt.conf.d/yes"
cat >"$root/etc/systemd/system/admin.service" <<'EOF'
[Unit]
Description=The administrator at a shell
StartLimitIntervalSec=0
Wants=systemd-udev-settle.service
After=systemd-user-sessions.service systemd-udev-settle.service
[Service]
User=admin
WorkingDirectory=/home/admin
Environment=HOME=/home/admin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive SYSTEMD_PAGER=
ExecStart=/bin/bash
StandardInput=file:/dev/virtio-ports/admin
StandardOutput=file:/dev/virtio-ports/admin
StandardError=null
Restart=always
RestartSec=1
EOF
ln -sf ../admin.service "$root/etc/systemd/system/multi-user.target.wants/admin.service"
leave_root
step "its disk" $log/disk.log mkfs.ext4 -q -F -L hub -d "$root" "$out/disk.img" 4G
