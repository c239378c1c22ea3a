# An image that was built before the plugin was enabled has no Impact, and its migrations no such app.
python -c "import xblock_impact.lms" || {
    echo "The image of the platform has no Impact yet. Build it first: tutor images build openedx" >&2
    exit 1
}
./manage.py lms migrate xblock_impact_lms
