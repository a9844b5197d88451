// SPDX-License-Identifier: MIT
// The hall's board in Qt Quick, for its software renderer: it repaints what has changed, and nothing else moves.
import QtQuick
import QtQuick.Window

Window {
    id: board
    visible: true
    flags: Qt.FramelessWindowHint
    x: 0; y: 0
    width: 1920; height: 1080
    color: "#F3F0E8"

    property string feed: Qt.application.arguments[Qt.application.arguments.length - 2]
    property string scene: Qt.application.arguments[Qt.application.arguments.length - 1]
    property var texts: []
    property int called: -1
    property var current: ({ticket: " ", desk: "", agency: "", tagline: ""})
    property int read: 0

    component Words: Text {
        font.family: "Lato"
        font.weight: Font.DemiBold
        font.pixelSize: 34
        textFormat: Text.PlainText
        color: "#0F242B"
    }

    function hear(event) {
        if (event.kind === "state") {
            event.cards.forEach(card => cards.append(card));
            texts = event.texts;
            call(event.call);
        } else if (event.kind === "waiting") {
            cards.setProperty(event.card, "waiting", event.waiting);
        } else {
            call(event);
        }
    }

    function call(event) {
        cards.setProperty(event.card, "ticket", event.ticket);
        cards.setProperty(event.card, "waiting", event.waiting);
        called = event.card;
        current = event;
        entering.restart();
        pulsing.restart();
    }

    Component.onCompleted: {
        const request = new XMLHttpRequest();
        request.onreadystatechange = () => {
            if (request.readyState < XMLHttpRequest.LOADING) {
                return;
            }
            const text = request.responseText;
            for (let end = text.indexOf("\n\n", read); end >= 0; end = text.indexOf("\n\n", read)) {
                board.hear(JSON.parse(text.slice(read + 6, end)));
                read = end + 2;
            }
        };
        request.open("GET", feed + "/events");
        request.send();
        tick.triggered();
    }

    ListModel { id: cards }

    Timer {
        id: tick
        property date time: new Date()
        interval: 1000
        running: true
        repeat: false
        onTriggered: {
            time = new Date(Date.now() + 8 * 3600000);
            interval = 1000 - Date.now() % 1000;
            restart();
        }
    }

    function two(number) { return String(number).padStart(2, "0"); }

    Image { x: 48; y: 26; width: 80; height: 80; source: feed + "/logo.png" }
    Words { x: 152; y: 22; text: "Mal Pelayanan Publik"; font.weight: Font.Black; font.pixelSize: 42 }
    Words { x: 152; y: 70; text: "Kabupaten Bolaang Mongondow Utara"; font.pixelSize: 30; color: "#3E545B" }
    Words { anchors.right: parent.right; anchors.rightMargin: 520; y: 34; text: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"][tick.time.getUTCDay()]; font.weight: Font.ExtraBold; font.pixelSize: 30 }
    Words { anchors.right: parent.right; anchors.rightMargin: 520; y: 70; text: tick.time.getUTCDate() + " November " + tick.time.getUTCFullYear(); font.pixelSize: 30; color: "#3E545B" }
    Words { x: 1424; y: 10; text: two(tick.time.getUTCHours()) + "." + two(tick.time.getUTCMinutes()) + "." + two(tick.time.getUTCSeconds()); font.weight: Font.Black; font.pixelSize: 92 }
    Words { anchors.right: parent.right; anchors.rightMargin: 48; y: 52; text: "WITA"; font.weight: Font.ExtraBold; font.pixelSize: 30; color: "#3E545B" }

    Rectangle {
        x: 48; y: 124; width: 1824; height: 388; radius: 28; color: "#07333D"

        Item {
            id: panel
            width: 1340; height: 388
            Words { x: 56; y: 26; text: "Nomor dipanggil"; font.weight: Font.ExtraBold; font.pixelSize: 40; color: "#FFC233" }
            Words { x: 1008; y: 26; text: "Silakan ke loket"; font.weight: Font.ExtraBold; font.pixelSize: 40; color: "#FFC233" }
            Words { id: letter; x: 56; y: 50; text: current.ticket[0]; font.weight: Font.Black; font.pixelSize: 280; color: "#FFC233" }
            Words { x: letter.x + letter.width + 14; y: 50; text: current.ticket.slice(1); font.weight: Font.Black; font.pixelSize: 280; color: "#FFFFFF" }
            Words { x: 772; y: 96; text: "→"; font.weight: Font.Black; font.pixelSize: 170; color: "#FFC233" }
            Words { x: 1008; y: 50; text: current.desk; font.weight: Font.Black; font.pixelSize: 280; color: "#FFFFFF" }
            Words { id: agency; x: 56; y: 318; text: current.agency; font.weight: Font.ExtraBold; font.pixelSize: 40; color: "#FFFFFF" }
            Words { x: agency.x + agency.width + 20; y: 318; text: current.tagline; font.pixelSize: 40; color: "#BFE3E4" }
            Words { x: 1008; y: 320; text: "Panggilan 1"; color: "#BFE3E4" }

            NumberAnimation { id: entering; target: panel; property: "opacity"; from: 0; to: 1; duration: 260 }
        }

        Item {
            id: frame
            opacity: 0
            Repeater {
                model: [[52, 8, 1236, 8], [52, 372, 1236, 8], [8, 52, 8, 284], [1324, 52, 8, 284]]
                Rectangle { x: modelData[0]; y: modelData[1]; width: modelData[2]; height: modelData[3]; radius: 4; color: "#FFC233" }
            }
            SequentialAnimation {
                id: pulsing
                loops: 2
                NumberAnimation { target: frame; property: "opacity"; from: 0; to: 1; duration: 450 }
                NumberAnimation { target: frame; property: "opacity"; from: 1; to: 0; duration: 450 }
            }
        }

        Image { x: 1340; width: 484; height: 388; source: feed + "/slide-1.png"; fillMode: Image.PreserveAspectCrop }
        Image {
            id: above
            x: 1340; width: 484; height: 388
            visible: scene === "busy"
            source: scene === "busy" ? feed + "/slide-2.png" : ""
            fillMode: Image.PreserveAspectCrop
            Behavior on opacity { NumberAnimation { duration: 400 } }
            Timer { interval: 8000; running: scene === "busy"; repeat: true; onTriggered: above.opacity = 1 - Math.round(above.opacity) }
        }
    }

    Repeater {
        model: cards
        Rectangle {
            readonly property bool isCalled: index === called
            x: 48 + index % 5 * 368; y: 528 + Math.floor(index / 5) * 236
            width: 352; height: 222; radius: 20
            color: isCalled ? "#FFC233" : "#FFFFFF"
            border.width: isCalled ? 6 : 2
            border.color: isCalled ? "#0F242B" : "#D9D3C4"
            Words { x: 24; y: 14; text: name; font.weight: Font.Bold; font.pixelSize: 37; color: isCalled ? "#2A1C00" : "#3E545B" }
            Words { id: prefix; x: 24; y: 54; text: ticket[0]; font.weight: Font.Black; font.pixelSize: 120; color: isCalled ? "#2A1C00" : "#0B5563" }
            Words { x: prefix.x + prefix.width + 8; y: 54; text: ticket.slice(1); font.weight: Font.Black; font.pixelSize: 120; color: isCalled ? "#2A1C00" : "#0F242B" }
            Words { x: 24; y: 170; text: "Loket " + desk; font.weight: Font.ExtraBold; color: isCalled ? "#2A1C00" : "#0F242B" }
            Words { anchors.right: parent.right; anchors.rightMargin: 24; y: 170; text: isCalled ? "Dipanggil" : waiting + " antre"; color: isCalled ? "#2A1C00" : "#3E545B" }
        }
    }

    Rectangle {
        x: 48; y: 1007; width: 104; height: 46; radius: 23; color: "#0B5563"
        Words { anchors.centerIn: parent; text: "Info"; font.weight: Font.ExtraBold; font.pixelSize: 30; color: "#FFFFFF" }
    }

    Item {
        x: 174; y: 1002; width: 1698; height: 56; clip: true
        Words {
            id: line
            readonly property string once: texts.map(text => text + "   •   ").join("")
            readonly property real way: width / 2
            y: 8
            text: scene === "idle" ? (texts[0] || "") : once + once
            NumberAnimation on x {
                running: scene !== "idle" && line.way > 100
                from: 0; to: -line.way
                duration: Math.max(1, line.way / 120 * 1000)
                loops: Animation.Infinite
            }
        }
    }
}
