package io.recurbench.suites.groups;

import io.recurbench.api.RecurbenchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The groups that have a name, and their direct products. */
final class Groups {
    /** The largest order: one token and one class for each element. */
    static final int LARGEST_ORDER = 1000;

    private static final Pattern FACTOR = Pattern.compile("([ZDSA])_?([0-9]{1,4})");

    private static final String EXPECTED =
            "Z_m (m >= 2), D_m (m >= 3, order 2m), S_n (n from 2 to 6), A_n (n from 3 to 6)"
                    + " or a product such as S3xZ2, of order " + LARGEST_ORDER + " at most";

    private Groups() {}

    /**
     * Reads a group's name: {@code Z5}, {@code D4}, {@code S_5}, {@code Z2xZ3}.
     *
     * @throws RecurbenchException of kind USAGE for another name
     */
    static Group parse(String text) {
        List<Group> factors = new ArrayList<>();
        long order = 1;
        for (String part : text.replace(" ", "").toUpperCase(Locale.ROOT).split("X", -1)) {
            Matcher matcher = FACTOR.matcher(part);
            if (!matcher.matches()) {
                throw RecurbenchException.usage("unknown group '" + text + "': expected " + EXPECTED);
            }
            int size = Integer.parseInt(matcher.group(2));
            order *= order(text, matcher.group(1), size);
            if (order > LARGEST_ORDER) {
                throw RecurbenchException.usage("group '" + text + "' is too large: expected " + EXPECTED);
            }
            factors.add(factor(matcher.group(1), size));
        }
        return factors.stream().reduce(Group::times).orElseThrow();
    }

    private static long order(String text, String family, int size) {
        boolean known = switch (family) {
            case "Z" -> size >= 2;
            case "D" -> size >= 3;
            case "S" -> size >= 2 && size <= 6;
            default -> size >= 3 && size <= 6;
        };
        if (!known) {
            throw RecurbenchException.usage("unknown group '" + text + "': expected " + EXPECTED);
        }
        return switch (family) {
            case "Z" -> size;
            case "D" -> 2L * size;
            default -> permutations(size, family.equals("A")).size();
        };
    }

    private static Group factor(String family, int size) {
        return switch (family) {
            case "Z" -> Group.of("Z" + size, size, (a, b) -> (a + b) % size);
            case "D" -> dihedral(size);
            default -> permutationGroup(family + size, permutations(size, family.equals("A")));
        };
    }

    /** Rotations and reflections of a polygon: element {@code k + m e} is {@code r^k s^e}, and {@code s r = r^-1 s}. */
    private static Group dihedral(int m) {
        return Group.of("D" + m, 2 * m, (a, b) -> {
            int rotation = a < m ? a + b % m : a - b % m + m;
            return rotation % m + m * ((a / m + b / m) % 2);
        });
    }

    /** Permutations in lexicographic order; the product {@code a b} applies a first. */
    private static Group permutationGroup(String name, List<int[]> permutations) {
        return Group.of(name, permutations.size(), (a, b) -> {
            int[] first = permutations.get(a);
            int[] second = permutations.get(b);
            int[] both = new int[first.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = second[first[i]];
            }
            return indexOf(permutations, both);
        });
    }

    private static int indexOf(List<int[]> permutations, int[] permutation) {
        int low = 0;
        int high = permutations.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compare(permutations.get(middle), permutation) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All permutations of {@code 0 .. n - 1}, or the even ones, in lexicographic order. */
    private static List<int[]> permutations(int n, boolean evenOnly) {
        List<int[]> found = new ArrayList<>();
        extend(new int[n], 0, evenOnly, found);
        return found;
    }

    private static void extend(int[] prefix, int length, boolean evenOnly, List<int[]> found) {
        if (length == prefix.length) {
            if (!evenOnly || inversions(prefix) % 2 == 0) {
                found.add(prefix.clone());
            }
            return;
        }
        for (int value = 0; value < prefix.length; value++) {
            boolean used = false;
            for (int i = 0; i < length; i++) {
                used |= prefix[i] == value;
            }
            if (!used) {
                prefix[length] = value;
                extend(prefix, length + 1, evenOnly, found);
            }
        }
    }

    private static int inversions(int[] permutation) {
        int count = 0;
        for (int i = 0; i < permutation.length; i++) {
            for (int j = 0; j < i; j++) {
                count += permutation[j] > permutation[i] ? 1 : 0;
            }
        }
        return count;
    }
}
