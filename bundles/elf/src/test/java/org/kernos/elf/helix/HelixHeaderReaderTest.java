package org.kernos.elf.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HelixHeaderReaderTest {

    private static HeaderWriter full() {
        return new HeaderWriter()
                .name("rr-sched")
                .version(1, 0, 7)
                .abi(1, 2)
                .flags(5)
                .capabilities(32)
                .description("Simple round-robin\nscheduler")
                .author("Helix Team ü")
                .provides("SchedulerInterface", 1, 2, 3, "add_task(u32, u32)", "next() -> Task")
                .provides("Other", 0, 0, 1)
                .dependency("alu", HeaderWriter.COMPATIBLE, 1, 0, 0)
                .needs("AluInterface", 1, 1, 0, "add(i64, i64) -> i64")
                .dependency("io", HeaderWriter.RANGE, new int[] {1, 0, 0}, new int[] {2, 0, 0}, 1);
    }

    private static HelixHeader valid(byte[] file) throws HelixHeaderException {
        return HelixHeaderReader.read(file).valid();
    }

    private static void assertFull(HelixHeader header) {
        assertThat(header.name()).isEqualTo("rr-sched");
        assertThat(header.version()).hasToString("1.0.7");
        assertThat(header.abiMajor()).isEqualTo(1);
        assertThat(header.abiMinor()).isEqualTo(2);
        assertThat(header.flags()).isEqualTo(5);
        assertThat(header.capabilities()).isEqualTo(32);
        assertThat(header.description()).contains("Simple round-robin\nscheduler");
        assertThat(header.author()).contains("Helix Team ü");
        HelixInterface scheduler = header.interfaces().get(0);
        assertThat(scheduler.name()).isEqualTo("SchedulerInterface");
        assertThat(scheduler.version()).hasToString("1.2.3");
        assertThat(scheduler.methods()).containsExactly("add_task(u32, u32)", "next() -> Task");
        assertThat(header.interfaces().get(1).methods()).isEmpty();
        HelixVersion one = new HelixVersion(1, 0, 0);
        assertThat(header.dependencies())
                .extracting(HelixDependency::name, HelixDependency::kind, HelixDependency::optional)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("alu", HelixDependency.Kind.COMPATIBLE, false),
                        org.assertj.core.groups.Tuple.tuple("io", HelixDependency.Kind.RANGE, true));
        assertThat(header.dependencies().get(0).min()).isEqualTo(one);
        assertThat(header.dependencies().get(1).max()).hasToString("2.0.0");
        HelixNeed need = header.dependencies().get(0).needs().get(0);
        assertThat(need.name()).isEqualTo("AluInterface");
        assertThat(need.version()).hasToString("1.1.0");
        assertThat(need.methods()).containsExactly("add(i64, i64) -> i64");
    }

    @Test
    void aSharedObjectsHeaderIsReadWithAddresses() throws HelixHeaderException {
        HelixHeader header = valid(HmodWriter.sharedObject(full()));

        assertFull(header);
        assertThat(header.place().image().isSharedObject()).isTrue();
        assertThat(header.place().section()).isEqualTo(2);
        assertThat(header.init()).contains(new HelixEntry.Address(288));
        assertThat(header.cleanup()).contains(new HelixEntry.Address(289));
        assertThat(header.place().address()).isEqualTo(304);
    }

    @Test
    void anObjectFilesHeaderIsReadWithPlacesInSections() throws HelixHeaderException {
        for (int machine : List.of(HmodWriter.X86_64, HmodWriter.AARCH64)) {
            HelixHeader header = valid(HmodWriter.object(full(), machine));

            assertFull(header);
            assertThat(header.place().image().isObject()).isTrue();
            assertThat(header.place().section()).isEqualTo(2);
            assertThat(header.init()).contains(new HelixEntry.InSection(1, 0));
            assertThat(header.cleanup()).contains(new HelixEntry.InSection(1, 1));
        }
    }

    @Test
    void aHeaderMayComeFirstWithEitherImageBehindIt() throws HelixHeaderException {
        byte[] image = HmodWriter.sharedObject(new HeaderWriter());
        HelixHeader header = valid(HmodWriter.headerFirst(full(), image));

        assertFull(header);
        assertThat(header.place().headerFirst()).isTrue();
        assertThat(header.place().imageStart()).isEqualTo(HmodWriter.headerFirst(full(), image).length - image.length);
        assertThat(header.init()).contains(new HelixEntry.Address(288));
        assertThat(header.cleanup()).contains(new HelixEntry.Address(289));

        HelixHeader before =
                valid(HmodWriter.headerFirst(full(), HmodWriter.object(new HeaderWriter(), HmodWriter.X86_64)));

        assertFull(before);
        assertThat(before.cleanup()).contains(new HelixEntry.InSection(1, 1));
    }

    @Test
    void theSpecificationsHeaderHasNoneOfTheFurtherFields() throws HelixHeaderException {
        HelixHeader header = valid(HmodWriter.sharedObject(
                new HeaderWriter().plain().provides("A", 1, 0, 0).dependency("b", HeaderWriter.EXACT, 1, 0, 0)));

        assertThat(header.size()).isEqualTo(60);
        assertThat(header.description()).isEmpty();
        assertThat(header.author()).isEmpty();
        assertThat(header.interfaces()).hasSize(1);
        assertThat(header.dependencies().get(0).needs()).isEmpty();
    }

    @Test
    void aHeaderThatComesFirstHasFurtherFieldsOnlyWhereNothingElseLies() throws HelixHeaderException {
        byte[] image = HmodWriter.sharedObject(new HeaderWriter());
        HeaderWriter plain = new HeaderWriter()
                .name("plain")
                .plain()
                .provides("A", 1, 0, 0)
                .provides("B", 1, 0, 0)
                .dependency("b", HeaderWriter.EXACT, 1, 0, 0);
        HelixHeader header = valid(HmodWriter.headerFirst(plain, image));

        assertThat(header.size()).isGreaterThan(96);
        assertThat(header.name()).isEqualTo("plain");
        assertThat(header.interfaces()).extracting(HelixInterface::name).containsExactly("A", "B");
        assertThat(header.dependencies()).hasSize(1);
        assertThat(header.description()).isEmpty();

        HelixHeader onlyName = valid(HmodWriter.headerFirst(
                new HeaderWriter().plain().name("a-name-that-makes-the-header-longer-than-96-bytes"), image));

        assertThat(onlyName.size()).isGreaterThan(96);
        assertThat(onlyName.name()).startsWith("a-name");
    }

    @Test
    void sectionsThatShareTheirBytesCannotAddUpToMoreThanTheFile() {
        byte[] object = HmodWriter.object(full(), HmodWriter.X86_64);
        ByteBuffer bytes = HeaderLocation.little(object);
        int strings = (int) bytes.getLong(40) + 3 * 64;
        bytes.putLong(strings + 24, 0).putLong(strings + 32, object.length);

        assertThat(HelixHeaderReader.read(object).problems())
                .containsExactly(
                        "the sections up to section 3 overlap: they have more bytes than the file, " + object.length);
    }

    @Test
    void aHeaderWithoutInitHasNone() throws HelixHeaderException {
        HelixHeader header = valid(HmodWriter.sharedObject(full().patch(36, 0).patch(40, 0)));

        assertThat(header.init()).isEmpty();
        assertThat(header.cleanup()).isEmpty();
    }

    @Test
    void allProblemsAreToldAndTheRestIsStillRead() {
        HelixReading reading = HelixHeaderReader.read(HmodWriter.object(
                full().patch(16, -4096).patch(48, -1).patch(24, Integer.MIN_VALUE), HmodWriter.X86_64));

        assertThat(reading.problems())
                .contains(
                        "header field interface_count at byte 48 is 4294967295, at most 1024 are possible",
                        "header field name_offset at byte 16 is -4096, which is before the section .hxmd",
                        "header field version.major at byte 24 is 2147483648, versions here hold numbers up to"
                                + " 2147483647, as those of the framework do");
        assertThat(reading.header().orElseThrow().author()).contains("Helix Team ü");
        assertThatThrownBy(reading::valid)
                .isInstanceOfSatisfying(HelixHeaderException.class, e -> assertThat(e.problems())
                        .isEqualTo(reading.problems()));
    }
}
