package io.recurbench.suites.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {

    @ParameterizedTest
    @CsvSource({
        "Z2,2,true",
        "Z5,5,true",
        "Z60,60,true",
        "D3,6,false",
        "D4,8,false",
        "D30,60,false",
        "S2,2,true",
        "S3,6,false",
        "S4,24,false",
        "S5,120,false",
        "S6,720,false",
        "A3,3,true",
        "A4,12,false",
        "A5,60,false",
        "A6,360,false",
        "Z2xZ3,6,true",
        "S3xZ2,12,false",
        "Z2xZ2xZ2,8,true",
        "A4xS3,72,false",
        "s_5,120,false",
        "z2 x d4,16,false"
    })
    void ordersAxiomsAndCommutativity(String name, int order, boolean commutative) {
        Group group = Groups.parse(name);
        assertThat(group.order()).isEqualTo(order);
        assertThat(group.isCommutative()).isEqualTo(commutative);
        for (int a = 0; a < order; a++) {
            assertThat(group.product(0, a)).isEqualTo(a);
            assertThat(group.product(a, 0)).isEqualTo(a);
            assertThat(group.product(a, group.inverse(a))).isZero();
            assertThat(group.product(group.inverse(a), a)).isZero();
            Set<Integer> row = new HashSet<>();
            for (int b = 0; b < order; b++) {
                row.add(group.product(a, b));
            }
            assertThat(row).hasSize(order);
        }
        SeededRandom random = new SeededRandom(1);
        boolean exhaustive = order <= 72;
        for (int i = 0; i < (exhaustive ? order * order * order : 100_000); i++) {
            int a = exhaustive ? i / order / order : random.nextInt(order);
            int b = exhaustive ? i / order % order : random.nextInt(order);
            int c = exhaustive ? i % order : random.nextInt(order);
            if (group.product(group.product(a, b), c) != group.product(a, group.product(b, c))) {
                throw new AssertionError(
                        name + ": (" + a + " " + b + ") " + c + " differs from " + a + " (" + b + " " + c + ")");
            }
        }
    }

    /** How many elements there are of each order: what tells these groups from others of the same size. */
    @Test
    void ordersOfElements() {
        assertThat(spectrum("S3")).isEqualTo(Map.of(1, 1, 2, 3, 3, 2));
        assertThat(spectrum("D4")).isEqualTo(Map.of(1, 1, 2, 5, 4, 2));
        assertThat(spectrum("D5")).isEqualTo(Map.of(1, 1, 2, 5, 5, 4));
        assertThat(spectrum("S4")).isEqualTo(Map.of(1, 1, 2, 9, 3, 8, 4, 6));
        assertThat(spectrum("A4")).isEqualTo(Map.of(1, 1, 2, 3, 3, 8));
        assertThat(spectrum("A5")).isEqualTo(Map.of(1, 1, 2, 15, 3, 20, 5, 24));
        assertThat(spectrum("S5")).isEqualTo(Map.of(1, 1, 2, 25, 3, 20, 4, 30, 5, 24, 6, 20));
        assertThat(spectrum("Z6")).isEqualTo(spectrum("Z2xZ3")).isEqualTo(Map.of(1, 1, 2, 1, 3, 2, 6, 2));
        assertThat(spectrum("D3")).isEqualTo(spectrum("S3"));
        assertThat(spectrum("D6")).isEqualTo(spectrum("S3xZ2"));
    }

    /** The dihedral group a second way: as the symmetries of a polygon's corners. */
    @Test
    void dihedralGroupsMoveCorners() {
        for (int m : new int[] {3, 4, 7}) {
            Group group = Groups.parse("D" + m);
            Map<List<Integer>, Integer> elements = new HashMap<>();
            for (int a = 0; a < 2 * m; a++) {
                elements.put(corners(a, m), a);
            }
            assertThat(elements).hasSize(2 * m);
            for (int a = 0; a < 2 * m; a++) {
                for (int b = 0; b < 2 * m; b++) {
                    List<Integer> outer = corners(a, m);
                    List<Integer> both = corners(b, m).stream().map(outer::get).toList();
                    assertThat(elements.get(both)).isEqualTo(group.product(a, b));
                }
            }
        }
    }

    /** Where r^k s^e, s first, takes each corner: s mirrors i to -i, r turns by one. */
    private static List<Integer> corners(int element, int m) {
        Integer[] images = new Integer[m];
        Arrays.setAll(images, i -> Math.floorMod((element < m ? i : -i) + element % m, m));
        return List.of(images);
    }

    private static Map<Integer, Integer> spectrum(String name) {
        Group group = Groups.parse(name);
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int a = 0; a < group.order(); a++) {
            int order = 1;
            for (int power = a; power != 0; power = group.product(power, a)) {
                order++;
            }
            assertThat(group.power(a, order)).isZero();
            assertThat(group.power(a, -1)).isEqualTo(group.inverse(a));
            assertThat(group.power(a, order + 1)).isEqualTo(a);
            counts.merge(order, 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void unknownGroupsAreRefused() {
        for (String name : List.of("Q8", "Z1", "D2", "S7", "A2", "", "Z", "Z2x", "xZ2", "Z2yZ3", "S3 3", "Z12345")) {
            assertThatThrownBy(() -> Groups.parse(name))
                    .as(name)
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("unknown group '" + name + "'")
                    .hasMessageContaining("S3xZ2");
        }
        for (String name : List.of("Z1001", "S6xZ2", "S5xS5", "D501")) {
            assertThatThrownBy(() -> Groups.parse(name))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("'" + name + "' is too large");
        }
    }
}
