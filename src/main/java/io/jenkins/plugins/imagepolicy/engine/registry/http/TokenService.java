package io.jenkins.plugins.imagepolicy.engine.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.StrictJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Fetches bearer tokens (distribution token specification and its OAuth 2 variant). The registry says where; credentials go there
 * only when the place is plausibly the registry's own, or named by the user.
 */
final class TokenService {
    private static final long LARGEST = 256 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Client client;
    private final Set<String> trustedHosts;

    TokenService(Client client, Set<String> trustedHosts) {
        this.client = client;
        this.trustedHosts = trustedHosts;
    }

    /** A token and the monotonic time it is over at. */
    record Token(String header, long overAt) {
        boolean isOver() {
            return overAt - System.nanoTime() <= 0;
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    Token fetch(Call call, Origin registry, Place place, Challenge challenge, Optional<Credential> credential)
            throws RegistryException {
        URI realm = realm(call, registry, challenge, credential.isPresent());
        String scope = scope(place, challenge);
        Client.Reply reply;
        if (credential.orElse(null) instanceof Credential.IdentityToken identity) {
            reply = client.post(call, realm, form(challenge, scope, identity.token()), LARGEST);
        } else if (credential.orElse(null) instanceof Credential.BearerToken bearer) {
            reply = client.post(call, realm, form(challenge, scope, bearer.token()), LARGEST);
        } else {
            Optional<String> basic =
                    credential.map(Credential.Basic.class::cast).map(Authorizer::basic);
            reply = client.get(call, query(realm, challenge, scope), Map.of(), basic, LARGEST);
        }
        return read(call, Origin.of(realm), reply.answer());
    }

    private URI realm(Call call, Origin registry, Challenge challenge, boolean secret) throws RegistryException {
        URI realm;
        try {
            realm = new URI(challenge.parameter("realm").orElse(""));
        } catch (URISyntaxException e) {
            throw call.invalid(registry + " names no URL as its token service");
        }
        if (realm.getHost() == null || realm.getRawFragment() != null) {
            throw call.invalid(registry + " names no URL as its token service");
        }
        client.checkTarget(call, registry, realm);
        if (secret && !isOwn(registry, Origin.of(realm))) {
            throw call.fault(
                    io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode.ACCESS_DENIED,
                    registry + " wants its credentials sent to " + Origin.of(realm) + ", a host of another domain",
                    "If " + Origin.of(realm).host() + " is the token service of " + registry.host()
                            + ", name it as such (option tokenHosts)");
        }
        return realm;
    }

    /** Same host, or a host below the same registered domain: registry-1.docker.io and auth.docker.io. */
    private boolean isOwn(Origin registry, Origin realm) {
        if (registry.host().equals(realm.host())
                || trustedHosts.contains(realm.host())
                || trustedHosts.contains(realm.authority())) {
            return true;
        }
        Optional<String> domain = domain(registry.host());
        return realm.isSecure() && domain.isPresent() && domain.equals(domain(realm.host()));
    }

    /** The last two labels, or three below a suffix such as {@code co.uk}; empty for an address or a bare name. */
    private static Optional<String> domain(String host) {
        if (ProxyChoice.literal(host).isPresent()) {
            return Optional.empty();
        }
        String[] labels = host.split("\\.");
        int count = labels.length;
        if (count < 2) {
            return Optional.empty();
        }
        boolean shared = labels[count - 1].length() == 2 && labels[count - 2].length() <= 3;
        if (shared && count < 3) {
            return Optional.empty();
        }
        return Optional.of((shared ? labels[count - 3] + "." : "") + labels[count - 2] + "." + labels[count - 1]);
    }

    /**
     * Pulling from this repository, whatever the registry would have us ask for; beside it only scopes that are about no
     * repository ({@code aws} of public.ecr.aws).
     */
    private static String scope(Place place, Challenge challenge) {
        String own = "repository:" + place.path() + ":pull";
        return challenge
                .parameter("scope")
                .filter(scope -> scope.matches("[A-Za-z0-9._-]{1,64}"))
                .map(scope -> own + " " + scope)
                .orElse(own);
    }

    private static URI query(URI realm, Challenge challenge, String scope) {
        StringBuilder url = new StringBuilder(realm.toString());
        url.append(realm.getRawQuery() == null ? '?' : '&');
        challenge.parameter("service").ifPresent(service -> url.append("service=")
                .append(encode(service))
                .append('&'));
        for (String one : scope.split(" ")) {
            url.append("scope=").append(encode(one)).append('&');
        }
        return URI.create(url.substring(0, url.length() - 1));
    }

    private static String form(Challenge challenge, String scope, String refreshToken) {
        return "grant_type=refresh_token&client_id=image-policy"
                + challenge
                        .parameter("service")
                        .map(service -> "&service=" + encode(service))
                        .orElse("")
                + "&scope=" + encode(scope) + "&refresh_token=" + encode(refreshToken);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Token read(Call call, Origin service, Wire.Answer answer) throws RegistryException {
        int status = answer.status();
        if (status == 400 || status == 401 || status == 403 || status == 404) {
            throw call.denied("the token service " + service + " refused with status " + status);
        }
        if (status != 200) {
            throw call.unreachable("the token service " + service + " answered with status " + status);
        }
        JsonNode json;
        try {
            json = StrictJson.parse(answer.body());
        } catch (StrictJson.InvalidJsonException e) {
            // Its words may quote the token.
            throw call.invalid("the token service " + service + " answered with invalid JSON");
        }
        String token = json.path("token").asText("");
        if (token.isEmpty()) {
            token = json.path("access_token").asText("");
        }
        if (token.isEmpty() || !TOKEN.matcher(token).matches()) {
            throw call.invalid("the token service " + service + " answered with no token");
        }
        JsonNode seconds = json.path("expires_in");
        Duration life =
                seconds.canConvertToInt() && seconds.asInt() > 0 ? Duration.ofSeconds(seconds.asInt()) : SHORTEST_LIFE;
        Duration kept = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
        return new Token("Bearer " + token, System.nanoTime() + kept.toNanos());
    }
}
