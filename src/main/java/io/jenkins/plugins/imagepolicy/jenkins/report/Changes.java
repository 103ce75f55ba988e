package io.jenkins.plugins.imagepolicy.jenkins.report;

import hudson.model.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the problems of a build differ from those of an earlier one. A problem is a policy that a repository's image does not
 * satisfy: tags and digests change with every build and do not make an old problem new.
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
        List<Problem> before = problems(base.images());
        List<Problem> now = problems(images);
        Set<String> keysBefore = keys(before);
        Set<String> keysNow = keys(now);
        Set<String> looked = new HashSet<>();
        images.forEach(image -> looked.add(repository(image.getRow().getImage())));
        return new Changes(
                base.run(),
                now.stream()
                        .filter(problem -> !keysBefore.contains(problem.key))
                        .toList(),
                before.stream()
                        .filter(problem -> !keysNow.contains(problem.key))
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
        return fresh.stream().anyMatch(problem -> problem.id.equals(image.getId()));
    }

    private static List<Problem> problems(List<ListedImage> images) {
        List<Problem> problems = new ArrayList<>();
        for (ListedImage image : images) {
            for (PolicyRow policy : image.getRow().getPolicies()) {
                if (policy.getVerdict().equals("fail") || policy.getVerdict().equals("error")) {
                    problems.add(new Problem(image, policy));
                }
            }
        }
        return problems;
    }

    private static Set<String> keys(List<Problem> problems) {
        Set<String> keys = new HashSet<>();
        problems.forEach(problem -> keys.add(problem.key));
        return keys;
    }

    /** The reference without tag and digest. */
    static String repository(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    /** A policy that an image does not satisfy. */
    public static final class Problem {
        private final String id;
        private final String image;
        private final String repository;
        private final String policy;
        private final String key;

        private Problem(ListedImage image, PolicyRow policy) {
            this.id = image.getId();
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
