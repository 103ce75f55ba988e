package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Run;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the problems of a build differ from those of an earlier one. A problem is a policy that a repository's image does not
 * satisfy: tags and digests change with every build and do not make an old problem new, and one that several gates of a
 * build find is still one.
 */
public final class Changes {
    private final Run<?, ?> base;
    private final List<Problem> fresh;
    private final List<Problem> fixed;

    private Changes(Run<?, ?> base, List<Problem> fresh, List<Problem> fixed) {
        this.base = base;
        this.fresh = fresh;
        this.fixed = fixed;
    }

    static Changes since(ChangesBase base, List<ListedImage> images) {
        if (base == null) {
            return new Changes(null, List.of(), List.of());
        }
        Map<String, Problem> before = problems(base.images());
        Map<String, Problem> now = problems(images);
        Set<String> looked = new HashSet<>();
        images.forEach(image -> looked.add(repository(image.getRow().getImage())));
        return new Changes(
                base.run(),
                now.values().stream()
                        .filter(problem -> !before.containsKey(problem.key))
                        .toList(),
                before.values().stream()
                        .filter(problem -> !now.containsKey(problem.key))
                        // An image that was not looked at any more is not fixed.
                        .filter(problem -> looked.contains(problem.repository))
                        .toList());
    }

    /** The earlier build; null when there is none to compare with. */
    public Run<?, ?> getBase() {
        return base;
    }

    public List<Problem> getFresh() {
        return fresh;
    }

    public List<Problem> getFixed() {
        return fixed;
    }

    /** Whether the image has a problem that the earlier build did not have. */
    public boolean isFresh(ListedImage image) {
        return image.getRow().getPolicies().stream()
                .filter(Changes::isProblem)
                .map(policy -> new Problem(image, policy).key)
                .anyMatch(key -> fresh.stream().anyMatch(problem -> problem.key.equals(key)));
    }

    /** By key, in the order of the list. */
    private static Map<String, Problem> problems(List<ListedImage> images) {
        Map<String, Problem> problems = new LinkedHashMap<>();
        for (ListedImage image : images) {
            for (PolicyRow policy : image.getRow().getPolicies()) {
                if (isProblem(policy)) {
                    Problem problem = new Problem(image, policy);
                    problems.putIfAbsent(problem.key, problem);
                }
            }
        }
        return problems;
    }

    private static boolean isProblem(PolicyRow policy) {
        return policy.getVerdict().equals("fail") || policy.getVerdict().equals("error");
    }

    /** The reference without tag and digest. */
    static String repository(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    /** A policy that an image does not satisfy. */
    public static final class Problem {
        private final String image;
        private final String repository;
        private final String policy;
        private final String key;

        private Problem(ListedImage image, PolicyRow policy) {
            this.image = image.getRow().getImage();
            this.repository = Changes.repository(this.image);
            this.policy = policy.getPolicy();
            this.key = repository + "\n" + policy.getKind() + "\n" + this.policy;
        }

        public String getImage() {
            return image;
        }

        public String getPolicy() {
            return policy;
        }
    }
}
