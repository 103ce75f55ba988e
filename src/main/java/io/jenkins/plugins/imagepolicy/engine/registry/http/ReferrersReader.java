package io.jenkins.plugins.imagepolicy.engine.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.image.Digest;
import io.jenkins.plugins.imagepolicy.engine.registry.Descriptor;
import io.jenkins.plugins.imagepolicy.engine.registry.Manifests;
import io.jenkins.plugins.imagepolicy.engine.registry.MediaTypes;
import io.jenkins.plugins.imagepolicy.engine.registry.Referrers;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.StrictJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads all pages of the referrers API (OCI distribution-spec, listing referrers). */
record ReferrersReader(Reader reader, List<Place> places) {
    private static final int MOST_PAGES = 100;
    private static final int MOST_REFERRERS = 5_000;
    /** What registries without the API answer (go-containerregistry takes the same for it). */
    private static final Set<Integer> UNSUPPORTED = Set.of(400, 404, 405, 406, 501);

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");

    Referrers read(Call call, Digest subject) throws RegistryException {
        Referrers answer = Referrers.UNSUPPORTED;
        for (int i = 0; i < places.size(); i++) {
            boolean last = i == places.size() - 1;
            try {
                answer = read(call, places.get(i), subject);
                if (!answer.descriptors().isEmpty()) {
                    return answer;
                }
            } catch (RegistryException e) {
                if (last
                        || e.code() == ReasonCode.CONTENT_INVALID
                        || call.deadline().isOver()) {
                    throw e;
                }
            }
        }
        return answer;
    }

    private Referrers read(Call call, Place place, Digest subject) throws RegistryException {
        if (reader.isWithoutReferrers(place)) {
            return Referrers.UNSUPPORTED;
        }
        String path = "/referrers/" + subject;
        List<Descriptor> all = new ArrayList<>();
        Set<String> pages = new HashSet<>();
        Optional<String> query = Optional.of("");
        while (query.isPresent()) {
            if (!pages.add(query.get()) || pages.size() > MOST_PAGES) {
                throw call.invalid(place.host() + " lists its pages in a circle, or more than " + MOST_PAGES);
            }
            Client.Reply reply = reader.get(
                    call, place, path + query.get(), Map.of("Accept", MediaTypes.OCI_INDEX), Manifests.LARGEST);
            if (pages.size() == 1 && UNSUPPORTED.contains(reply.answer().status())) {
                rememberUnsupported(place, reply.answer());
                return Referrers.UNSUPPORTED;
            }
            HttpRepository.expectSuccess(call, reply);
            all.addAll(Manifests.readReferrers(reply.answer().body(), call.what()));
            if (all.size() > MOST_REFERRERS) {
                throw call.invalid(place.host() + " lists more than " + MOST_REFERRERS + " referrers");
            }
            query = next(call, place, path, reply.answer());
        }
        return new Referrers(true, all);
    }

    /** The query of the next page, which must be of this very list: a link elsewhere could bring in anything. */
    private static Optional<String> next(Call call, Place place, String path, Wire.Answer answer)
            throws RegistryException {
        for (String link : answer.headers().getOrDefault("link", List.of())) {
            Matcher matcher = NEXT.matcher(link);
            if (matcher.find()) {
                try {
                    URI uri = new URI(matcher.group(1));
                    String expected = "/v2/" + place.path() + path;
                    boolean same =
                            uri.getHost() == null || uri.getRawAuthority().equalsIgnoreCase(place.host());
                    boolean relative =
                            uri.getRawPath() == null || uri.getRawPath().isEmpty();
                    if (same
                            && uri.getRawQuery() != null
                            && (relative || uri.getRawPath().equals(expected))) {
                        return Optional.of("?" + uri.getRawQuery());
                    }
                } catch (URISyntaxException e) {
                    // Refused with the others.
                }
                throw call.invalid(place.host() + " names a next page that is not of the same list");
            }
        }
        return Optional.empty();
    }

    /** An error about the repository says nothing about the API, so it is not remembered for others. */
    private void rememberUnsupported(Place place, Wire.Answer answer) {
        try {
            JsonNode code =
                    StrictJson.parse(answer.body()).path("errors").path(0).path("code");
            if (code.isTextual() && !Set.of("UNSUPPORTED", "METHOD_UNKNOWN").contains(code.textValue())) {
                return;
            }
        } catch (StrictJson.InvalidJsonException e) {
            // No error of the distribution API: its router does not know the path.
        }
        reader.rememberWithoutReferrers(place);
    }
}
