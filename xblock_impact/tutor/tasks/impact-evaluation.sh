# The database may still be starting.
attempts=30
until evaluation migrate; do
    attempts=$((attempts - 1))
    [ "$attempts" -gt 0 ] || exit 1
    sleep 2
done
if evaluation user list | grep -q "^Nobody"; then
    echo "Nobody can read figures yet. Add the first account, in place of MODE local, dev or k8s:"
    echo "    tutor MODE exec impact-evaluation evaluation user add NAME --role admin"
fi
