package org.kernos.format.helix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kernos.api.FileInspector;
import org.kernos.api.ModuleException;
import org.kernos.api.Place;
import org.kernos.api.Problem;
import org.kernos.api.ProblemCode;
import org.kernos.descriptor.ProblemList;
import org.kernos.elf.helix.HelixHeaderReader;
import org.kernos.elf.helix.HelixReading;
import org.osgi.service.component.annotations.Component;

/** Shows what the file of a native Helix module says of itself, in the manner of {@code modinfo}. */
@Component(property = FileInspector.PROPERTY + "=" + HelixReader.KIND)
public final class HelixInspector implements FileInspector {

    @Override
    public String name() {
        return HelixReader.KIND;
    }

    @Override
    public Inspection inspect(Path file) throws ModuleException {
        return inspect(file.toString(), read(file));
    }

    /** Shows a file that is in memory. */
    static Inspection inspect(String file, byte[] bytes) {
        Place place = Place.of(file);
        ProblemList problems = new ProblemList();
        ProblemList warnings = new ProblemList();
        HeaderProblems found = new HeaderProblems(place, problems, warnings);
        HelixReading reading = HelixHeaderReader.read(bytes);
        reading.problems().forEach(problem -> found.add(ProblemCode.HEADER, problem));
        List<Section> sections = new ArrayList<>();
        sections.add(
                new Section("", List.of(new Row("file", file), new Row("size", InspectedImage.bytes(bytes.length)))));
        reading.header().ifPresent(header -> {
            HeaderContents contents = HeaderContents.of(header, found);
            sections.addAll(new InspectedHeader(header, contents).sections());
        });
        int start = reading.header().map(header -> header.place().imageStart()).orElse(0);
        sections.addAll(InspectedImage.sections(bytes, start, found));
        return new Inspection(sections, problems.toList(), warnings.toList());
    }

    private static byte[] read(Path file) throws ModuleException {
        String reason;
        try {
            if (!Files.isRegularFile(file)) {
                reason = Files.exists(file) ? "it is no file" : "there is none";
            } else if (Files.size(file) > NativeModule.SIZE_LIMIT) {
                reason = "it has more than " + InspectedImage.bytes(NativeModule.SIZE_LIMIT);
            } else {
                return Files.readAllBytes(file);
            }
        } catch (NoSuchFileException e) {
            reason = "there is none";
        } catch (IOException e) {
            reason = e.toString();
        }
        throw new ModuleException(Problem.of(ProblemCode.UNREADABLE, "the file could not be read: " + reason)
                .at(Place.of(file.toString()))
                .fix("name the .hmod file of a native Helix module"));
    }
}
