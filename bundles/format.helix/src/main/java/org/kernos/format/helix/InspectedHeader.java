package org.kernos.format.helix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kernos.api.AbiVersion;
import org.kernos.api.Dependency;
import org.kernos.api.FileInspector.Row;
import org.kernos.api.FileInspector.Section;
import org.kernos.api.interfaces.InterfaceDefinition;
import org.kernos.api.interfaces.MethodSignature;
import org.kernos.elf.helix.HelixEntry;
import org.kernos.elf.helix.HelixHeader;
import org.kernos.elf.helix.HelixPlace;

/** A header as a person reads it. */
record InspectedHeader(HelixHeader header, HeaderContents contents) {

    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("module", module()));
        sections.add(new Section("dependencies", dependencies()));
        sections.add(new Section("interfaces", interfaces(contents.traits().provides(), "")));
        List<Row> needs = new ArrayList<>();
        contents.dependencies()
                .forEach(dependency -> needs.addAll(interfaces(dependency.interfaces(), " of " + dependency.module())));
        sections.add(new Section("compiled against", needs));
        sections.add(new Section("header", place()));
        return sections;
    }

    private List<Row> module() {
        AbiVersion abi = contents.traits().abi();
        String remark = abi.with(AbiVersion.CURRENT)
                .remark()
                .map(text -> ", " + text + " (the container has " + AbiVersion.CURRENT + ")")
                .orElse("");
        return List.of(
                new Row("name", header.name()),
                new Row("version", header.version().toString()),
                new Row("description", header.description().orElse("-")),
                new Row("author", header.author().orElse("-")),
                new Row("abi", abi + remark),
                new Row("flags", words(contents.traits().flags())),
                new Row(
                        "capabilities",
                        contents.traits()
                                .capabilities()
                                .map(InspectedHeader::words)
                                .orElse("-")));
    }

    private static String words(Collection<? extends Enum<?>> words) {
        String text = words.stream().sorted().map(Object::toString).collect(Collectors.joining(", "));
        return text.isEmpty() ? "-" : text;
    }

    private List<Row> dependencies() {
        List<Row> rows = new ArrayList<>();
        for (Dependency dependency : contents.dependencies()) {
            String range = dependency.requirement().range().toString();
            rows.add(new Row(dependency.module(), dependency.optional() ? range + " optional" : range));
        }
        return rows;
    }

    private static List<Row> interfaces(List<InterfaceDefinition> definitions, String owner) {
        List<Row> rows = new ArrayList<>();
        for (InterfaceDefinition definition : definitions) {
            List<String> lines = new ArrayList<>();
            lines.add(definition.version() + " [" + definition.id() + "]" + owner);
            definition.methods().stream().map(MethodSignature::toString).forEach(lines::add);
            rows.add(new Row(definition.name(), String.join("\n", lines)));
        }
        return rows;
    }

    private List<Row> place() {
        return List.of(
                new Row("place", place(header.place())),
                new Row("size", InspectedImage.bytes(header.size())),
                new Row("init", entry(header.init())),
                new Row("cleanup", entry(header.cleanup())));
    }

    private static String place(HelixPlace place) {
        if (place.headerFirst()) {
            return "at the start of the file, the image at byte " + place.imageStart();
        }
        return "section " + HelixHeader.SECTION + ", number " + place.section()
                + (place.image().isSharedObject() ? ", at address 0x" + Long.toHexString(place.address()) : "");
    }

    private static String entry(Optional<HelixEntry> entry) {
        return entry.map(HelixEntry::toString).orElse("none in the header");
    }
}
